using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>What is needed to hand out a file of evidence.</summary>
public sealed record FoundEvidence(string ContentHash, string ContentType, string FileName, long ShopId);

/// <summary>Finds evidence by its case's number; what the reader's grants do not reach is not there.</summary>
public sealed class FindEvidence(CasesDbContext db)
{
    public async Task<FoundEvidence?> FindAsync(string number, long id, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var found = await db.Evidence.AsNoTracking().Where(e => e.Id == id && db.Cases.Any(c => c.Id == e.CaseId && c.Number == number))
            .Select(e => new FoundEvidence(e.ContentHash, e.ContentType, e.FileName, e.ShopId)).FirstOrDefaultAsync(cancellation);
        return found is not null && reader.Can(Right.ReadCases, found.ShopId) ? found : null;
    }
}
