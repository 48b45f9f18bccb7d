using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Assigning;

/// <summary>Changes how a shop gives its queue away, and gives away what waits there.</summary>
public sealed class ChangeMode(CaseWriter writer, GiveAway giveAway, AuditLog audit)
{
    public async Task RunAsync(Shop shop, AssignmentMode mode, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(by);
        await writer.WriteAsync(
            async (db, token) =>
            {
                var staffing = await db.ShopStaffings.AsTracking().SingleOrDefaultAsync(s => s.ShopId == shop.Id, token);
                if ((staffing?.Mode ?? AssignmentMode.ByHand) == mode) return;
                if (staffing is null) db.Add(staffing = new ShopStaffing { ShopId = shop.Id });
                audit.Add(db, Acting.Of(by), "assignment-mode", shop.Id, shop.Code, new { from = staffing.Mode.ToString(), to = mode.ToString() });
                staffing.Mode = mode;
                await db.SaveChangesAsync(token);
            },
            cancellation);
        if (mode != AssignmentMode.ByHand) await giveAway.RunAsync(shop, mode, cancellation);
    }
}
