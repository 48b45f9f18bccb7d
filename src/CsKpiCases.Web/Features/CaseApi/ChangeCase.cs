using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>Puts what a change made into the API's words, on the connection that made it.</summary>
public sealed class CaseAnswers(CasesDbContext db, PolicyBook policies, TimeProvider clock)
{
    public ShowCase Case { get; } = new(db, policies);
    public ListClocks Clocks => new(db, policies, Case, clock);
    public ListEvidence Evidence => new(db, Case);
    public ListMoney Money => new(db, Case);
    public ListDeadlines Deadlines => new(db);
    public ShowGoods Goods => new(db);
    public ShowRulings Rulings => new(db, Case);

    /// <summary>The number of the case that was linked last with another one so.</summary>
    public Task<string> NewestAsync(long caseId, LinkKind kind, CancellationToken cancellation) => db.CaseLinks.AsNoTracking()
        .Where(l => l.OtherCaseId == caseId && l.Kind == kind).OrderByDescending(l => l.Id).Join(db.Cases, l => l.CaseId, c => c.Id, (l, c) => c.Number).FirstAsync(cancellation);

    /// <summary>The same within a transaction.</summary>
    public CaseAnswers On(CasesDbContext within) => new(within, policies, clock);
}

/// <summary>
/// Does an act on a case for a program: with the version that it saw, every refusal as a problem, and, where the request has an
/// idempotency key, once however often it is sent.
/// </summary>
public sealed class ChangeCase(CaseStore store, CaseAnswers answers, KeptAnswers kept)
{
    /// <param name="http">The request.</param>
    /// <param name="found">The case.</param>
    /// <param name="asked">The request's body, or what stands for it.</param>
    /// <param name="act">What to do.</param>
    /// <param name="answer">The answer's body, once it is done.</param>
    /// <param name="cancellation">Given up while waiting.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="within">Where the act's own fields stand in the request.</param>
    /// <exception cref="ProblemException">If-Match is missing or names another version, the key came with another request, or the workflow refuses.</exception>
    public async Task<IResult> RunAsync<T>(
        HttpContext http, FoundCase found, object asked, CaseAct act, Func<CaseAnswers, CaseResult.Done, CancellationToken, Task<T>> answer,
        CancellationToken cancellation, int status = StatusCodes.Status200OK, string within = "")
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(answer);
        var request = KeyedRequest.Of(http, asked);
        if (await kept.FindAsync(request, cancellation) is { } before) return before.Send(http);
        var seen = Precondition.Seen(http.Request, found.Version);
        GivenAnswer? given = null;
        async Task KeepAsync(CasesDbContext db, CaseResult.Done done, CancellationToken token)
        {
            given = GivenAnswer.Of(status, done.Case.Version, await answer(answers.On(db), done, token));
            await kept.KeepAsync(db, request!, given, token);
        }

        CaseResult? result;
        try
        {
            result = await store.ActAsync(found.Shop, found.Id, act, http.SignedIn().ActorIn(found.Shop.Id), seen, request is null ? null : KeepAsync, cancellation);
        }
        catch (Exception e) when (request is not null && (e is KeyTakenException || Collisions.IsUniqueViolation(e)))
        {
            if (await kept.FindAsync(request, cancellation) is { } first) return first.Send(http);
            throw;
        }

        if (result is CaseResult.Done done)
        {
            return (given ?? GivenAnswer.Of(status, done.Case.Version, await answer(answers, done, cancellation))).Send(http);
        }

        // The same request in flight twice: what the first one did refuses the second.
        if (await kept.FindAsync(request, cancellation) is { } twin) return twin.Send(http);
        throw await RefusedAsync(http, result, within, cancellation);
    }

    /// <summary>
    /// Refuses early what <see cref="RunAsync"/> would refuse for its version: before a large body is read. A key that was used
    /// already may be the same request again, whose version has passed.
    /// </summary>
    /// <exception cref="ProblemException">If-Match is missing, or names another version.</exception>
    public async Task MayChangeAsync(HttpContext http, FoundCase found, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(found);
        if (KeyedRequest.KeyOf(http.Request) is { } key && await kept.IsUsedAsync(http.SignedIn().AccountId, key, cancellation)) return;
        if (Precondition.Seen(http.Request, found.Version) is not { } seen || seen == found.Version) return;
        throw Stale(http, found.Version, await answers.Case.EventsSinceAsync(found, seen, cancellation));
    }

    /// <summary>The instant of an act that is written down later.</summary>
    public DateTime? At(string? text, List<ProblemError> errors) => CaseInstants.Read(text, "at", store.Now, errors);

    private async Task<ProblemException> RefusedAsync(HttpContext http, CaseResult result, string within, CancellationToken cancellation)
    {
        switch (result)
        {
            case CaseResult.Refused refused:
                return new ProblemException(Refusals.Of(refused.Refusal, within));
            case CaseResult.Stale stale:
                return Stale(http, stale.Version, await answers.Case.EventsAsync(stale.Since, cancellation));
            default:
                return FindCase.Missing();
        }
    }

    private static ProblemException Stale(HttpContext http, int version, IReadOnlyList<EventAnswer> since)
    {
        http.Response.Headers.ETag = Precondition.Tag(version);
        return new ProblemException(Refusals.Stale(version, since));
    }
}
