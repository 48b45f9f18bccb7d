using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Incidents;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>The demo's incidents: a bad lot of the SKU that most open cases are about, and an outage of the courier that most are with. Made as a supervisor makes them.</summary>
public sealed class MakeDemoIncidents(CasesDbContext db, FindFittingCases find, SaveIncident save, StartIncidentRun start, WorkIncidentRun work, CaseWriter writer, TimeProvider time)
{
    private const int Days = 30;

    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        if (await db.Incidents.AnyAsync(i => i.ShopId == shop.Id, cancellation)) return;
        var by = await db.Grants.Where(g => g.ShopId == shop.Id && g.Role == Role.Supervisor).OrderBy(g => g.Id).Select(g => g.AccountId).FirstAsync(cancellation);
        var orders = db.Cases.Where(c => c.ShopId == shop.Id && c.Stage < Stage.Penalize).Join(db.Orders, c => c.OrderId, o => o.Id, (c, o) => o);
        var sku = await orders.SelectMany(o => o.Lines).GroupBy(l => l.Sku).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstOrDefaultAsync(cancellation);
        var courier = await orders.Where(o => o.Courier != null).GroupBy(o => o.Courier).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstOrDefaultAsync(cancellation);
        if (sku is null || courier is null) return;
        var today = LocalDays.Of(time.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        await MakeAsync(shop, by, new Incident
        {
            Kind = IncidentKind.BadLot, Title = $"{sku} 批次问题", Sku = sku, From = today.AddDays(-Days), To = today,
            Wording = "这一批商品确有瑕疵，我们已停售检查。您可以选择补发或退款，运费由我们承担。",
        }, cancellation);
        var outage = await MakeAsync(shop, by, new Incident
        {
            Kind = IncidentKind.CourierOutage, Title = $"{courier}分拣中心积压", Courier = courier, From = today.AddDays(-Days), To = today,
            Wording = $"{courier}的分拣中心近日积压，我们已逐单加急催件；超过两天没有进展的，直接为您补发。",
        }, cancellation);
        var act = new IncidentActForm { Act = IncidentActs.Note, Note = "已统一联系快递加急，明天上午更新进展。" };
        if (await start.StartAsync(shop, outage, IncidentRunKind.Act, IncidentActs.ToJson(act), null, by, new HashSet<Role> { Role.Supervisor }, cancellation) is { } run) await WorkAsync(shop, run, cancellation);
    }

    private async Task<long> MakeAsync(Shop shop, long by, Incident incident, CancellationToken cancellation)
    {
        var id = await save.AddAsync(shop.Id, incident, by, cancellation);
        var cases = await find.IdsAsync(shop, incident, cancellation);
        if (await start.StartAsync(shop, id, IncidentRunKind.Link, "", cases, by, new HashSet<Role> { Role.Supervisor }, cancellation) is { } run) await WorkAsync(shop, run, cancellation);
        return id;
    }

    /// <summary>At once: the demo waits for no worker, and leaves it nothing to do.</summary>
    private async Task WorkAsync(Shop shop, long run, CancellationToken cancellation)
    {
        await work.RunAsync(shop, run, cancellation);
        var owed = IncidentRunJob.PeriodOf(run);
        await writer.WriteAsync((store, token) => store.JobRuns.Where(r => r.Job == IncidentRunJob.JobName && r.ShopId == shop.Id && r.Period.StartsWith(owed)).ExecuteDeleteAsync(token), cancellation);
    }
}
