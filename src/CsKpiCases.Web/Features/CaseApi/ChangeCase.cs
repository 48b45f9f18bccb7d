using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>Does an act on a case for a program: with the version that it saw, and every refusal as a problem.</summary>
public sealed class ChangeCase(CaseStore store, ShowCase show)
{
    /// <exception cref="ProblemException">If-Match is missing or names another version, or the workflow refuses.</exception>
    public async Task<CaseResult.Done> RunAsync(HttpContext http, FoundCase found, CaseAct act, string within, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(found);
        var seen = Precondition.Seen(http.Request, found.Version);
        var result = await store.ActAsync(found.Shop, found.Id, act, http.SignedIn().ActorIn(found.Shop.Id), seen, cancellation);
        switch (result)
        {
            case CaseResult.Done done:
                http.Response.Headers.ETag = Precondition.Tag(done.Case.Version);
                return done;
            case CaseResult.Refused refused:
                throw new ProblemException(Refusals.Of(refused.Refusal, within));
            case CaseResult.Stale stale:
                http.Response.Headers.ETag = Precondition.Tag(stale.Version);
                throw new ProblemException(Refusals.Stale(stale.Version, await show.EventsAsync(stale.Since, cancellation)));
            default:
                throw FindCase.Missing();
        }
    }

    /// <summary>The instant of an act that is written down later.</summary>
    public DateTime? At(string? text, List<ProblemError> errors) => CaseInstants.Read(text, "at", store.Now, errors);
}
