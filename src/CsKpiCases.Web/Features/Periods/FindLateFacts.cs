using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Hosting.Scoring.Pay;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>
/// Computes published months again. Where the facts of today make another score than the published one and what was put right
/// already, the rest becomes an adjustment of the open month; so does the difference in commissions. The published month itself is
/// never touched.
/// </summary>
public sealed class FindLateFacts(IDbContextFactory<CasesDbContext> contexts, ComputeScores compute, CaseWriter writer, IdSource ids, TimeProvider clock)
{
    /// <summary>How many months back facts may still come late.</summary>
    public const int MonthsBack = 3;

    /// <summary>How many adjustments were made.</summary>
    public async Task<int> RunAsync(Shop shop, long? byId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var running = CalendarMonth.Of(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        var made = 0;
        foreach (var month in Enumerable.Range(1, MonthsBack).Select(back => running.Plus(-back)).Order())
        {
            if (await StoredAsync(shop.Id, month, cancellation) is { Count: > 0 } stored) made += await CompareAsync(shop, month, stored, byId, cancellation);
        }

        return made;
    }

    private async Task<Dictionary<long, Published>> StoredAsync(long shopId, CalendarMonth month, CancellationToken cancellation)
    {
        var name = month.ToString();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.ScoreSnapshots.AsNoTracking().Where(s => s.ShopId == shopId && s.Month == name && s.IsPublished).Join(db.AgentScores, s => s.Id, a => a.SnapshotId, (_, a) => a)
            .Select(a => new { a.Card, Slip = db.PaySlips.Where(p => p.SnapshotId == a.SnapshotId && p.AccountId == a.AccountId).Select(p => p.Document).FirstOrDefault() }).ToListAsync(cancellation);
        return rows.Select(r => new Published(CardDocument.Read(r.Card), r.Slip is null ? null : PayDocument.Read(r.Slip))).ToDictionary(p => p.Card.AccountId);
    }

    private async Task<int> CompareAsync(Shop shop, CalendarMonth month, Dictionary<long, Published> stored, long? byId, CancellationToken cancellation)
    {
        var now = await compute.RunAsync(shop, month, cancellation);
        var today = now.Cards.Zip(now.Pay, (card, pay) => new Published(CardDocument.Of(card), pay)).Where(p => stored.ContainsKey(p.Card.AccountId)).OrderBy(p => p.Card.AccountId).ToList();
        var name = month.ToString();
        return await writer.WriteAsync(
            async (db, token) =>
            {
                await PeriodRows.LockAsync(db, shop.Id, token);
                var righted = (await db.ScoreAdjustments.AsNoTracking().Where(a => a.ShopId == shop.Id && a.CauseMonth == name && a.Cause == AdjustmentCause.LateFacts)
                    .Select(a => new { a.AccountId, a.Points, a.Amount }).ToListAsync(token)).ToLookup(a => a.AccountId);
                var open = (await PeriodRows.FirstOpenAsync(db, shop.Id, month.Next, token)).ToString();
                var made = 0;
                foreach (var agent in today)
                {
                    var (account, before) = (agent.Card.AccountId, stored[agent.Card.AccountId]);
                    // a score that was none, or is none now, is no difference in points: HR decides about absences
                    var points = agent.Card.Final - before.Card.Final - righted[account].Sum(a => a.Points) ?? 0;
                    var amount = before.Pay is null || before.Pay.Facts.IsExcluded != agent.Pay!.Facts.IsExcluded ? 0
                        : agent.AsManyAs(before.Pay, now.Rules.Pay.Rates).Commissions - before.Commissions - righted[account].Sum(a => a.Amount);
                    if (points == 0 && amount == 0) continue;
                    made++;
                    db.Add(new ScoreAdjustment
                    {
                        Id = ids.Next(), ShopId = shop.Id, AccountId = account, Month = open, CauseMonth = name, Cause = AdjustmentCause.LateFacts, Points = points, Amount = amount,
                        Difference = AdjustmentDocument.Between(before.Card, agent.Card).ToJson(), CreatedAt = Instants.Cut(clock.GetUtcNow().UtcDateTime), CreatedById = byId,
                    });
                }

                await db.SaveChangesAsync(token);
                return made;
            },
            cancellation);
    }

    /// <summary>One agent's month, as it was published or as today's facts make it.</summary>
    /// <param name="Pay">Null where the month is older than the pay sheet.</param>
    private sealed record Published(CardDocument Card, PayDocument? Pay)
    {
        /// <summary>Yuan that follow from sales and penalties; what follows from the score is put right by its points.</summary>
        public decimal Commissions => Pay is null ? 0 : Pay.PersonalCommission + Pay.RetentionCommission + Pay.PublicCommission - Pay.PenaltyDeducted;

        /// <summary>With the agents among whom the month's public commission was shared: who comes or goes later changes nothing of it.</summary>
        public Published AsManyAs(PayDocument before, PayRules rules) => this with { Pay = PayDocument.Of(Pay!.Facts with { Agents = before.Facts.Agents }, rules) };
    }
}

/// <summary>Each night, after the day's facts are in.</summary>
internal sealed class FindLateFactsJob(FindLateFacts find) : PeriodJob
{
    public override string Name => "score-adjustments";

    public override JobSchedule Schedule { get; } = JobSchedule.Daily(3, 30);

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation) => await find.RunAsync(turn.Shop, turn.AskedById, cancellation);
}
