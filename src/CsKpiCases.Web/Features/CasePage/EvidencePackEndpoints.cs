using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary><c>cases/{no}/evidence/pack</c>.</summary>
public static class EvidencePackEndpoints
{
    public static void MapEvidencePack(this IEndpointRouteBuilder api) => api.MapGet("/cases/{no}/evidence/pack", GetAsync).Requires(ApiScope.Read, Right.ReadCases)
        .Describes("downloadEvidencePack", "The evidence pack of a case", "A ZIP file: the originals, index.html in the asked language, index.csv, and manifest.sha256 with the checksums of all of them.")
        .AnswersBytes().Refuses(ProblemCodes.NotFound);

    private static async Task<IResult> GetAsync(HttpContext http, string no, ReadCase cases, EvidencePack pack, CancellationToken cancellation)
    {
        if (await cases.FindAsync(no, http.SignedIn(), cancellation) is not { } view) return new Problem(ProblemCodes.NotFound, "There is no such case, or none that you may know of.");
        PushedFile.AllowTails(http);
        return Results.Stream(target => pack.WriteAsync(view, target, cancellation), "application/zip", EvidencePack.FileName(view));
    }
}
