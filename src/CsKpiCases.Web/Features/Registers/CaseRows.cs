using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Features.Registers;

/// <summary>What the registers' queries share.</summary>
internal static class CaseRows
{
    /// <summary>Cases of the shop that a text means: their number, order, or buyer; the text of a tracking number is the parcels'.</summary>
    public static IQueryable<Case> Named(this IQueryable<Case> all, CasesDbContext db, RegisterQuery query)
    {
        var cases = all.Where(c => c.ShopId == query.ShopId);
        if (query.Text is not { } text) return cases;
        return cases.Where(c => c.Number == text || c.OrderNumber == text
            || db.Buyers.Any(b => b.Id == c.BuyerId && b.PlatformBuyerId == text)
            || db.Parcels.Any(p => p.CaseId == c.Id && p.TrackingNumber == text));
    }
}
