using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>What is told of a platform's deadline.</summary>
public enum DeadlineNews
{
    /// <summary>It was set, or moved.</summary>
    Set,

    /// <summary>What the platform waited for was done.</summary>
    Met,

    /// <summary>The platform no longer asks for it.</summary>
    Withdrawn,
}

/// <summary>News of a platform's deadline.</summary>
public sealed record DeadlineRequest
{
    /// <summary>Needed: what the platform calls it, at most 100 characters; one open deadline of a case by a name.</summary>
    public string? Key { get; init; }

    /// <summary>set (absent), met or withdrawn.</summary>
    public DeadlineNews? News { get; init; }

    /// <summary>With set: the instant, with its offset. It never pauses, and may have passed.</summary>
    public string? DueAt { get; init; }

    /// <summary>With set: what the platform waits for, at most 200 characters.</summary>
    public string? What { get; init; }

    /// <summary>With set: what it does when nothing was done, at most 200 characters.</summary>
    public string? AtZero { get; init; }

    /// <summary>Needed with withdrawn: the reason.</summary>
    public string? Note { get; init; }
}

/// <summary>A platform's deadline.</summary>
public sealed record DeadlineAnswer
{
    public required string Key { get; init; }
    public required string What { get; init; }
    public required string AtZero { get; init; }
    public required DateTime DueAt { get; init; }
    public required DateTime SetAt { get; init; }
    public DateTime? MetAt { get; init; }
    public DateTime? WithdrawnAt { get; init; }
}

/// <summary>Lists the deadlines that platforms set on a case, in the order in which they were told.</summary>
public sealed class ListDeadlines(CasesDbContext db)
{
    public async Task<Page<DeadlineAnswer>> RunAsync(long caseId, CancellationToken cancellation) => new(await db.PlatformDeadlines.AsNoTracking()
        .Where(d => d.CaseId == caseId).OrderBy(d => d.Id)
        .Select(d => new DeadlineAnswer { Key = d.Key, What = d.What, AtZero = d.AtZero, DueAt = d.DueAt, SetAt = d.SetAt, MetAt = d.MetAt, WithdrawnAt = d.WithdrawnAt })
        .ToListAsync(cancellation));
}

/// <summary><c>cases/{no}/deadlines</c>.</summary>
internal static class DeadlineEndpoints
{
    public static void MapDeadlines(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{no}/deadlines", ListAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("listDeadlines", "The platforms' deadlines of a case", "In the order in which they were told, with what the platform does at zero.")
            .Answers<Page<DeadlineAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.NotFound);

        api.MapPost("/cases/{no}/deadlines", TellAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .Describes("tellDeadline", "Tell of a platform's deadline", "Sets it, moves the open one of the same key, or ends it. Answers the deadlines.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<Page<DeadlineAnswer>>(StatusCodes.Status200OK).Changes()
            .Example("""{ "key": "TS20261128001", "dueAt": "2026-11-30T18:00:00+08:00", "what": "上传举证", "atZero": "自动退款给买家" }""");
    }

    private static async Task<IResult> ListAsync(HttpContext http, string no, FindCase find, ListDeadlines list, CancellationToken cancellation) =>
        Results.Ok(await list.RunAsync((await find.ByNumberAsync(http, no, cancellation)).Id, cancellation));

    private static async Task<IResult> TellAsync(
        HttpContext http, string no, ApiBody<DeadlineRequest> body, FindCase find, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        var errors = new List<ProblemError>();
        var act = Read(body.Value, errors);
        if (errors.Count > 0) throw new ProblemException(Problem.Invalid(errors));
        return await change.RunAsync(http, found, body.Value, act, (say, _, token) => say.Deadlines.RunAsync(found.Id, token), cancellation);
    }

    private static CaseAct Read(DeadlineRequest told, List<ProblemError> errors)
    {
        if (string.IsNullOrWhiteSpace(told.Key)) errors.Add(new ProblemError("key", FieldCodes.Required, "Say what the platform calls it."));
        var key = told.Key ?? "";
        if (told.News is DeadlineNews.Met or DeadlineNews.Withdrawn)
        {
            foreach (var (name, value) in new[] { ("dueAt", told.DueAt), ("what", told.What), ("atZero", told.AtZero) })
            {
                if (value is not null) errors.Add(new ProblemError(name, FieldCodes.UnknownProperty, "Belongs to set."));
            }

            if (told.News == DeadlineNews.Met) return new MeetDeadline(key) { Note = told.Note };
            if (BlankText.Is(told.Note)) errors.Add(new ProblemError("note", FieldCodes.Required, "Say why."));
            return new WithdrawDeadline(key) { Note = told.Note };
        }

        foreach (var (name, value) in new[] { ("dueAt", told.DueAt), ("what", told.What), ("atZero", told.AtZero) })
        {
            if (string.IsNullOrWhiteSpace(value)) errors.Add(new ProblemError(name, FieldCodes.Required, "Needed when a deadline is set."));
        }

        DateTime due = default;
        if (!string.IsNullOrWhiteSpace(told.DueAt) && !Instants.TryParse(told.DueAt, out due))
        {
            errors.Add(new ProblemError("dueAt", FieldCodes.InvalidInstant, "An instant is written such as 2026-11-30T18:00:00+08:00."));
        }

        return new SetDeadline(key, due, told.What ?? "", told.AtZero ?? "") { Note = told.Note };
    }
}
