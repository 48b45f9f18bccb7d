using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>Where else a piece of evidence was found.</summary>
/// <param name="EvidenceId">The case's own.</param>
/// <param name="CaseNumber">The other case.</param>
/// <param name="IsOtherBuyer">Null where one of the buyers is not known.</param>
public sealed record SamePicture(long EvidenceId, string CaseNumber, bool? IsOtherBuyer);

/// <summary>Reads a case's evidence and where else the same was found.</summary>
public sealed class ReadEvidence(CasesDbContext db)
{
    public async Task<(IReadOnlyList<Evidence> Evidence, ILookup<long, SamePicture> Elsewhere)> OfAsync(long caseId, CancellationToken cancellation)
    {
        var evidence = await db.Evidence.AsNoTracking().Where(e => e.CaseId == caseId).OrderBy(e => e.Id).ToListAsync(cancellation);
        var same = evidence.Exists(e => e.IsFlagged) ? await SameAsync(caseId, cancellation) : [];
        return (evidence, same.DistinctBy(s => (s.EvidenceId, s.CaseNumber)).ToLookup(s => s.EvidenceId));
    }

    /// <summary>Found when it was attached here, and found later when the other was.</summary>
    private async Task<List<SamePicture>> SameAsync(long caseId, CancellationToken cancellation)
    {
        var here = db.EvidenceMatches.AsNoTracking().Where(m => m.CaseId == caseId)
            .Join(db.Cases, m => m.OtherCaseId, c => c.Id, (m, c) => new SamePicture(m.EvidenceId, c.Number, m.IsOtherBuyer));
        var there = db.EvidenceMatches.AsNoTracking().Where(m => m.OtherCaseId == caseId)
            .Join(db.Cases, m => m.CaseId, c => c.Id, (m, c) => new SamePicture(m.OtherEvidenceId, c.Number, m.IsOtherBuyer));
        return [.. await here.ToListAsync(cancellation), .. await there.ToListAsync(cancellation)];
    }
}
