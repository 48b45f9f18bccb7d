using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>What is needed to hand out a file of evidence.</summary>
/// <param name="DownloadName">By buyer, case and its place there; never the sender's.</param>
public sealed record FoundEvidence(string ContentHash, string ContentType, string DownloadName, long ShopId);

/// <summary>Finds evidence by its case's number; what the reader's grants do not reach is not there.</summary>
public sealed class FindEvidence(CasesDbContext db)
{
    public async Task<FoundEvidence?> FindAsync(string number, long id, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var found = await db.Evidence.AsNoTracking().Where(e => e.Id == id).Join(db.Cases.Where(c => c.Number == number), e => e.CaseId, c => c.Id, (e, c) => new
        {
            e.ContentHash,
            e.ContentType,
            e.ShopId,
            Buyer = db.Buyers.Where(b => b.Id == c.BuyerId).Select(b => b.PlatformBuyerId).FirstOrDefault(),
            Sequence = db.Evidence.Count(other => other.CaseId == c.Id && other.Id <= e.Id),
        }).FirstOrDefaultAsync(cancellation);
        return found is not null && reader.Can(Right.ReadCases, found.ShopId)
            ? new FoundEvidence(found.ContentHash, found.ContentType, EvidenceName.Of(found.Buyer, number, found.Sequence, found.ContentType), found.ShopId)
            : null;
    }
}
