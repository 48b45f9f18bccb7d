using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Staff;

/// <summary>Reads a shop's agents with their skills and limits.</summary>
public sealed class ReadStaff(CasesDbContext db, ShopPeople people)
{
    public async Task<StaffPage> RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var staffing = await db.ShopStaffings.AsNoTracking().SingleOrDefaultAsync(s => s.ShopId == shop.Id, cancellation) ?? new ShopStaffing();
        var profiles = await db.AgentProfiles.AsNoTracking().Where(p => p.ShopId == shop.Id).ToDictionaryAsync(p => p.AccountId, cancellation);
        var agents = (await people.OfAsync(shop.Id, cancellation)).Where(p => p.Roles.Contains(Role.Agent));
        return new StaffPage(
            [.. agents.Select(p => new StaffLine(p, Text(profiles.GetValueOrDefault(p.Id)?.WorkLimit), Skills.Of(profiles.GetValueOrDefault(p.Id))))],
            new RulesForm(Text(staffing.WorkLimit), Text(staffing.AcceptWithinMinutes), staffing.DisputeAgentId?.ToString(CultureInfo.InvariantCulture)));
    }

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
