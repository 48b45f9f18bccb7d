using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>Rules of the demo shop: a scheme that was softer once and says again what is shipped, and the agents' seniority.</summary>
internal sealed class DemoRules(CasesDbContext db, SaveRule save, SaveTerms terms, ReadRules read)
{
    private static readonly (int MonthsBack, decimal BuyerDays)[] Versions = [(8, 900), (5, ShippedSchemes.DefaultBuyerDays)];
    private static readonly (string Agent, int Yuan)[] Seniority =
        [("wangmin", 200), ("lijing", 150), ("zhangwei", 100), ("liuyang", 50), ("chenjie", 50), ("huangting", 150), ("zhoutao", 100), ("wuxia", 50)];

    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        var people = await DemoPeople.ReadAsync(db, shop, cancellation);
        var running = read.Running(shop);
        if (!await db.RuleVersions.AnyAsync(r => r.ShopId == shop.Id, cancellation)) await SchemesAsync(shop, running, people["guozong"], cancellation);
        var known = await db.PayTerms.Where(t => t.ShopId == shop.Id).Select(t => t.AccountId).ToListAsync(cancellation);
        foreach (var (agent, yuan) in Seniority.Where(s => !known.Contains(people[s.Agent].AccountId)))
        {
            var form = new TermsForm(running.Plus(-5).ToString(), null, yuan.ToString(CultureInfo.InvariantCulture), null, SaveTerms.SeenOf([]));
            await terms.RunAsync(shop, people[agent].AccountId, form, people["luoren"], cancellation);
        }
    }

    private async Task SchemesAsync(Shop shop, CalendarMonth running, SignedIn by, CancellationToken cancellation)
    {
        var standard = ShippedSchemes.AfterSalesStandard;
        var shipped = ShippedRules.All.Single(r => r.Name.Key == standard.Key);
        foreach (var (at, (back, days)) in Versions.Select((version, at) => (at, version)))
        {
            var lines = standard.Lines.Select(l => l.Indicator.Key == "customers_received" ? l with { Rule = l.Rule with { Target = days } } : l);
            var rule = shipped with { Document = RuleJson.Write(SchemeDraft.Of([.. lines])) };
            await save.RunAsync(shop, RuleForm.Of(rule, at + 1, running.Plus(-back)), by, cancellation);
        }
    }
}
