using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Scores.Facts;

/// <summary>
/// customers_received: distinct (buyer, local day) pairs that an agent served, from what he did on buyers' cases and from
/// imported chat facts; the same buyer on three days counts three (seed 003).
/// </summary>
internal sealed class GatherBuyerDays(CasesDbContext db, long shopId, Period period, TimeZoneInfo zone)
{
    // Nodes' clocks may differ somewhat; ids are made by them.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    private readonly HashSet<(long AgentId, long Buyer, int Day)> days = [];
    private readonly HashSet<(long AgentId, long CaseId)> cases = [];

    public async Task<Dictionary<long, BuyerDayFacts>> RunAsync(CancellationToken cancellation)
    {
        await AddCaseWorkAsync(cancellation);
        await AddChatsAsync(cancellation);
        var ids = cases.ToLookup(c => c.AgentId, c => c.CaseId);
        return days.GroupBy(d => d.AgentId).ToDictionary(g => g.Key, g => new BuyerDayFacts(g.LongCount(), [.. ids[g.Key].Order()]));
    }

    /// <summary>Answering a penalty is work on oneself, no service to the buyer.</summary>
    private async Task AddCaseWorkAsync(CancellationToken cancellation)
    {
        // Nothing is recorded before it happens, and ids are in the order of recording: what lies before needs no look.
        var lowest = IdSource.LowestAt(period.FromUtc - ClockSkew);
        var rows = db.CaseEvents.AsNoTracking()
            .Where(e => e.Id >= lowest && e.ShopId == shopId && e.At >= period.FromUtc && e.At < period.ToUtc)
            .Where(e => e.ActorKind == ActorKind.Person && e.ActorId != null && e.Kind != EventKind.Penalty && e.Kind != EventKind.Ruling)
            .Join(db.Cases.Where(c => c.BuyerId != null), e => e.CaseId, c => c.Id, (e, c) => new { AgentId = e.ActorId!.Value, e.CaseId, Buyer = c.BuyerId!.Value, e.At })
            .AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            days.Add((row.AgentId, row.Buyer, DayOf(row.At)));
            cases.Add((row.AgentId, row.CaseId));
        }
    }

    private async Task AddChatsAsync(CancellationToken cancellation)
    {
        var (first, last) = (LocalDay(period.FromUtc), LocalDay(period.ToUtc.AddSeconds(-1)));
        var rows = db.ChatFacts.AsNoTracking()
            .Where(f => f.ShopId == shopId && f.ChattedOn >= first && f.ChattedOn <= last && f.AgentId != null)
            .GroupJoin(db.Buyers.Where(b => b.ShopId == shopId), f => f.PlatformBuyerId, b => b.PlatformBuyerId, (f, found) => new { Fact = f, Found = found })
            .SelectMany(x => x.Found.DefaultIfEmpty(), (x, b) => new
            {
                AgentId = x.Fact.AgentId!.Value,
                x.Fact.ChattedOn,
                BuyerId = (long?)b!.Id,
                Name = b == null ? x.Fact.PlatformBuyerId : null,
            })
            .AsAsyncEnumerable();
        // A buyer without an order or a case here is known by his platform ID alone.
        var strangers = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (row.BuyerId is not { } buyer && !strangers.TryGetValue(row.Name!, out buyer)) strangers[row.Name!] = buyer = -1 - strangers.Count;
            days.Add((row.AgentId, buyer, row.ChattedOn.DayNumber));
        }
    }

    private DateOnly LocalDay(DateTime at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, zone));

    private int DayOf(DateTime at) => LocalDay(at).DayNumber;
}
