using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.TradeReminders;

/// <summary>
/// Tells the owners of open cases a day before a trade that was put off for them confirms itself (workflow.md, "Return and
/// refund"): once for each order.
/// </summary>
public sealed class RemindOfTrades(IDbContextFactory<CasesDbContext> contexts, CaseStore store, TimeProvider clock)
{
    private const int Most = 500;
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(24);

    /// <summary>All shops; how many cases were told of.</summary>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<Lapsing> lapsing;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            lapsing = await db.Shops.AsNoTracking()
                .SelectMany(s => db.Orders.Where(o => o.ShopId == s.Id && o.AutoConfirmExtendedAt != null && o.AutoConfirmAt > now && o.AutoConfirmAt <= now + Ahead && o.CompletedAt == null && o.LapseToldAt == null),
                    (s, o) => new { Shop = s, Order = o })
                .Join(db.Cases.Where(c => c.Stage < Stage.Penalize), a => a.Order.Id, c => c.OrderId, (a, c) => new { a.Shop, a.Order, CaseId = c.Id })
                .OrderBy(a => a.Order.AutoConfirmAt).ThenBy(a => a.CaseId).Take(Most).Select(a => new Lapsing(a.Shop, a.Order.Id, a.Order.AutoConfirmAt!.Value, a.CaseId)).ToListAsync(cancellation);
        }

        var told = 0L;
        foreach (var one in lapsing) told += await TellAsync(one, cancellation) ? 1 : 0;
        return told;
    }

    /// <summary>The order remembers it in the same transaction.</summary>
    private async Task<bool> TellAsync(Lapsing one, CancellationToken cancellation) => await store.ActAsync(
        one.Shop, one.CaseId, new TellTradeLapses(one.LapsesAt), Actor.System, null,
        async (db, done, token) => (await db.Orders.AsTracking().SingleAsync(o => o.Id == one.OrderId, token)).LapseToldAt = done.Events[^1].At,
        cancellation) is CaseResult.Done;

    private sealed record Lapsing(Shop Shop, long OrderId, DateTime LapsesAt, long CaseId);
}

internal sealed class RemindOfTradesJob(RemindOfTrades remind) : MinuteJob
{
    public override string Name => "trade-reminders";

    // after the timers (10), which may end a case
    public override int Order => 14;

    public override Task<long> RunAsync(CancellationToken cancellation) => remind.RunAsync(cancellation);
}

/// <summary>Services of the reminders.</summary>
public static class TradeReminderServices
{
    public static IServiceCollection AddTradeReminders(this IServiceCollection services)
    {
        services.AddSingleton<RemindOfTrades>();
        return services.AddMinuteJob<RemindOfTradesJob>();
    }
}
