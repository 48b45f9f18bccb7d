using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>
/// customers_received: distinct (buyer, local day) pairs that an agent served, from what he did on buyers' cases and from
/// imported chat facts; the same buyer on three days counts three (seed 003).
/// </summary>
internal sealed class GatherBuyerDays(CasesDbContext db, long shopId, Period period, TimeZoneInfo zone)
{
    private const int CasesAQuery = 20_000;

    private readonly HashSet<(long AgentId, long Buyer, int Day)> days = [];
    private readonly HashSet<(long AgentId, long CaseId)> cases = [];

    public async Task<Dictionary<long, BuyerDayFacts>> RunAsync(CancellationToken cancellation)
    {
        await AddCaseWorkAsync(cancellation);
        await AddChatsAsync(cancellation);
        var ids = cases.ToLookup(c => c.AgentId, c => c.CaseId);
        return days.GroupBy(d => d.AgentId).ToDictionary(g => g.Key, g => new BuyerDayFacts(g.LongCount(), [.. ids[g.Key].Order()]));
    }

    private async Task AddCaseWorkAsync(CancellationToken cancellation)
    {
        var work = new HashSet<(long AgentId, long CaseId, int Day)>();
        // Zones move by quarters of an hour, so that all acts of one have the same day; it is found once.
        var known = new Dictionary<long, int>();
        await CaseWork.ReadAsync(
            db, shopId, period.FromUtc, period.ToUtc,
            act =>
            {
                var quarter = act.At.Ticks / (TimeSpan.TicksPerMinute * 15);
                if (!known.TryGetValue(quarter, out var day)) known[quarter] = day = LocalDay(act.At).DayNumber;
                work.Add((act.AgentId, act.CaseId, day));
            },
            cancellation);
        var buyers = await BuyersAsync([.. work.Select(w => w.CaseId).Distinct()], cancellation);
        foreach (var (agent, @case, on) in work)
        {
            if (!buyers.TryGetValue(@case, out var buyer)) continue;
            days.Add((agent, buyer, on));
            cases.Add((agent, @case));
        }
    }

    /// <summary>The buyers of cases; a case of no known buyer is not among them.</summary>
    private async Task<Dictionary<long, long>> BuyersAsync(List<long> caseIds, CancellationToken cancellation)
    {
        var buyers = new Dictionary<long, long>(caseIds.Count);
        foreach (var ids in caseIds.Chunk(CasesAQuery))
        {
            // As one parameter: with one for each id the statement would be made anew every time.
            var rows = await db.Cases.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.Id) && c.BuyerId != null).Select(c => new { c.Id, Buyer = c.BuyerId!.Value }).ToListAsync(cancellation);
            foreach (var row in rows) buyers[row.Id] = row.Buyer;
        }

        return buyers;
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
}
