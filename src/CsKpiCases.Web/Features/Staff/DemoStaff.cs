using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Staff;

/// <summary>Skills and limits of the demo shop's people.</summary>
internal sealed class DemoStaff(CasesDbContext db, SaveStaff save)
{
    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        if (await db.ShopStaffings.AnyAsync(s => s.ShopId == shop.Id, cancellation)) return;
        var people = await DemoPeople.ReadAsync(db, shop, cancellation);
        var lead = people["linyun"];
        await save.RulesAsync(shop, new RulesForm("12", "30", people["liuyang"].AccountId.ToString(System.Globalization.CultureInfo.InvariantCulture)), lead, cancellation);
        async Task ProfileAsync(string who, string limit, params string[] categories) => await save.ProfileAsync(shop, people[who].AccountId, new ProfileForm(limit, categories, []), lead, cancellation);
        await ProfileAsync("zhangwei", "3");
        await ProfileAsync("liuyang", "", ComplaintCatalogue.Categories[0], ComplaintCatalogue.Categories[2]);
        await ProfileAsync("huangting", "8", ComplaintCatalogue.Categories[2]);
        await ProfileAsync("machao", "2");
    }
}
