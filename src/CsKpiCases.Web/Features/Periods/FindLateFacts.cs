using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>
/// Computes published months again. Where the facts of today make another score than the published one and what was put right
/// already, the rest becomes an adjustment of the open month. The published month itself is never touched.
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

    private async Task<Dictionary<long, CardDocument>> StoredAsync(long shopId, CalendarMonth month, CancellationToken cancellation)
    {
        var name = month.ToString();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var cards = await db.ScoreSnapshots.AsNoTracking().Where(s => s.ShopId == shopId && s.Month == name && s.IsPublished)
            .Join(db.AgentScores, s => s.Id, a => a.SnapshotId, (_, a) => a.Card).ToListAsync(cancellation);
        return cards.Select(CardDocument.Read).ToDictionary(c => c.AccountId);
    }

    private async Task<int> CompareAsync(Shop shop, CalendarMonth month, Dictionary<long, CardDocument> stored, long? byId, CancellationToken cancellation)
    {
        var now = await compute.RunAsync(shop, month, cancellation);
        var changed = now.Cards.Select(card => CardDocument.Of(card)).Where(card => card.Final is not null && stored.GetValueOrDefault(card.AccountId)?.Final is { } final && final != card.Final).ToList();
        var name = month.ToString();
        return await writer.WriteAsync(
            async (db, token) =>
            {
                var before = await db.ScoreAdjustments.AsNoTracking().Where(a => a.ShopId == shop.Id && a.CauseMonth == name && a.Cause == AdjustmentCause.LateFacts)
                    .GroupBy(a => a.AccountId).Select(g => new { AccountId = g.Key, Rows = g.Select(a => a.Points).ToList() }).ToListAsync(token);
                var righted = before.ToDictionary(b => b.AccountId, b => b.Rows.Sum());
                // who was put right before and is again as published: that is taken back
                var known = changed.ToDictionary(c => c.AccountId);
                foreach (var back in now.Cards.Where(c => righted.GetValueOrDefault(c.Inputs.AccountId) != 0 && stored.ContainsKey(c.Inputs.AccountId))) known.TryAdd(back.Inputs.AccountId, CardDocument.Of(back));
                var open = (await PeriodRows.FirstOpenAsync(db, shop.Id, month.Next, token)).ToString();
                var made = 0;
                foreach (var card in known.Values.OrderBy(c => c.AccountId))
                {
                    var points = card.Final - stored[card.AccountId].Final - righted.GetValueOrDefault(card.AccountId);
                    if (points is null or 0) continue;
                    made++;
                    db.Add(new ScoreAdjustment
                    {
                        Id = ids.Next(), ShopId = shop.Id, AccountId = card.AccountId, Month = open, CauseMonth = name, Cause = AdjustmentCause.LateFacts, Points = points.Value,
                        Difference = AdjustmentDocument.Between(stored[card.AccountId], card).ToJson(), CreatedAt = Instants.Cut(clock.GetUtcNow().UtcDateTime), CreatedById = byId,
                    });
                }

                await db.SaveChangesAsync(token);
                return made;
            },
            cancellation);
    }
}

/// <summary>Each night, after the day's facts are in.</summary>
internal sealed class FindLateFactsJob(FindLateFacts find) : PeriodJob
{
    public override string Name => "score-adjustments";

    public override JobSchedule Schedule { get; } = JobSchedule.Daily(3, 30);

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation) => await find.RunAsync(turn.Shop, turn.AskedById, cancellation);
}
