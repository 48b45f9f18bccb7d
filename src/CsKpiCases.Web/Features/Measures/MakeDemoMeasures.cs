using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Measures;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Measures;

/// <summary>The demo's measures, in every state: each comes from closed cases of its cause, and was moved by the same machine.</summary>
public sealed class MakeDemoMeasures(IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, IdSource ids, TimeProvider time)
{
    private const int CasesOfEach = 6;

    private static readonly (string Title, string Cause, string What, string Check, int DueIn, MeasureAct[] Acts)[] Plans =
    [
        ("易碎品改用气柱袋加双层纸箱", ComplaintCatalogue.DamagedInTransit, "杯、碗、花瓶类全部换气柱袋，外箱用五层瓦楞；仓库贴易碎标并单独码放。", "连续两周统计破损工单，低于改前的一半。", -12, [MeasureAct.ReportDone, MeasureAct.FindEffective]),
        ("出库称重，与订单理论重量比对", ComplaintCatalogue.MissingOrOutOfStock, "打包台加电子秤，误差超过 5% 的包裹不放行。", "抽查一周漏发工单，目标为零。", 6, [MeasureAct.ReportDone]),
        ("赠品随单打印，打包员逐项勾选", ComplaintCatalogue.MissingGift, "拣货单增加赠品栏，缺一项不能打印面单。", "看下月“漏发赠品”工单数。", -3, []),
        ("首响话术培训与旁听", ComplaintCatalogue.DissatisfiedWithService, "新人上岗前听二十通录音，主管旁听三次。", "服务类投诉占比降到 8% 以下。", 9, [MeasureAct.ReportDone, MeasureAct.FindIneffective]),
        ("详情页补充实拍图和尺寸对照", ComplaintCatalogue.NotAsImagined, "被子、地垫、收纳箱补拍实物，标注克重与尺寸公差。", "看“与想象不符”工单是否减少三成。", 15, []),
    ];

    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Measures.AnyAsync(m => m.ShopId == shop.Id, cancellation)) return;
        var people = await db.Grants.Where(g => g.ShopId == shop.Id).OrderBy(g => g.Id).Select(g => new { g.AccountId, g.Role }).ToListAsync(cancellation);
        long Of(Role role, int index = 0) => people.Where(p => p.Role == role).Select(p => p.AccountId).Skip(index).FirstOrDefault(people[0].AccountId);
        long[] owners = [Of(Role.Warehouse), Of(Role.Warehouse), Of(Role.Agent), Of(Role.Agent, 1), Of(Role.ShopLead)];
        var rows = new List<object>();
        for (var i = 0; i < Plans.Length; i++) rows.AddRange(await RowsAsync(db, shop, Plans[i], owners[i], Of(Role.Supervisor), Of(Role.ShopLead), cancellation));
        await writer.WriteAsync(
            async (store, token) =>
            {
                store.AddRange(rows);
                await store.SaveChangesAsync(token);
            },
            cancellation);
    }

    private async Task<List<object>> RowsAsync(
        CasesDbContext db, Shop shop, (string Title, string Cause, string What, string Check, int DueIn, MeasureAct[] Acts) plan, long owner, long maker, long verifier, CancellationToken cancellation)
    {
        var now = Instants.Cut(time.GetUtcNow().UtcDateTime);
        var today = LocalDays.Of(now, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        var measure = new ImprovementMeasure
        {
            Id = ids.Next(), ShopId = shop.Id, Title = plan.Title, Cause = plan.Cause, What = plan.What, Check = plan.Check, OwnerId = owner, DueOn = today.AddDays(plan.DueIn), CreatedAt = now.AddDays(-30), CreatedById = maker,
        };
        var rows = new List<object> { measure };
        foreach (var (act, index) in plan.Acts.Select((a, i) => (a, i)))
        {
            var actor = new MeasureActor(act == MeasureAct.ReportDone ? owner : verifier, true, now.AddDays(-14 + (7 * index)), today);
            var note = act == MeasureAct.ReportDone ? "已按方案落实，照片存档。" : act == MeasureAct.FindEffective ? "两周破损工单从 21 单降到 7 单。" : "服务类投诉占比仍为 11%，改为每周复盘录音。";
            var step = MeasureMachine.Decide(measure, act, note, today.AddDays(plan.DueIn), actor).Step!;
            step.Id = ids.Next();
            rows.Add(step);
        }

        var cases = await db.Cases.Where(c => c.ShopId == shop.Id && c.Cause == plan.Cause && c.Stage == Stage.Closed).OrderByDescending(c => c.Id).Take(CasesOfEach).Select(c => c.Id).ToListAsync(cancellation);
        rows.AddRange(cases.Select(id => new MeasureCase { MeasureId = measure.Id, CaseId = id, ShopId = shop.Id }));
        return rows;
    }
}
