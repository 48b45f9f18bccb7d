using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Web.Hosting.Scoring.Facts;

/// <summary>
/// What a shop's agents did in a month, each figure with the ids behind it. A handful of queries for the whole shop, however
/// many agents it has.
/// </summary>
internal static class GatherFacts
{
    public static async Task<SortedDictionary<long, AgentFacts>> RunAsync(CasesDbContext db, Shop shop, Period period, DateTime now, CancellationToken cancellation)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var ratings = await GatherRatings.RunAsync(db, shop.Id, period, cancellation);
        var resolutions = await GatherResolutions.RunAsync(db, shop.Id, period, cancellation);
        var buyerDays = await new GatherBuyerDays(db, shop.Id, period, zone).RunAsync(cancellation);
        var clocks = await GatherClocks.RunAsync(db, shop.Id, period, cancellation);
        var penalties = await GatherPenalties.RunAsync(db, shop.Id, period, cancellation);
        var additions = await GatherAdditions.RunAsync(db, shop.Id, period, cancellation);
        var adjustments = await GatherAdditions.AdjustmentsAsync(db, shop.Id, period, cancellation);
        var attendance = await GatherAttendance.RunAsync(db, shop.Id, period.Month, cancellation);
        var others = await new GatherOthers(db, shop, period, zone, now).RunAsync(cancellation);
        HashSet<long> worked = [.. ratings.Keys, .. resolutions.Keys, .. clocks.Keys];
        HashSet<long> known = [.. worked, .. buyerDays.Keys, .. penalties.Keys, .. others.Agents, .. additions.Keys, .. adjustments.Keys, .. await GatherAdditions.PaidAsync(db, shop.Id, period, cancellation)];
        var none = new AgentFacts();
        var facts = new SortedDictionary<long, AgentFacts>();
        var roster = await AgentRoster.ReadAsync(db, shop.Id, period, cancellation);
        foreach (var agent in roster.Agents(known))
        {
            facts[agent] = none with
            {
                Ratings = ratings.GetValueOrDefault(agent) ?? none.Ratings,
                Resolution = resolutions.GetValueOrDefault(agent)?.Resolution ?? none.Resolution,
                // Who did nothing at all has no data; who was at work and served nobody served 0.
                BuyerDays = buyerDays.GetValueOrDefault(agent) ?? new BuyerDayFacts(worked.Contains(agent) ? 0 : null, []),
                Clocks = clocks.GetValueOrDefault(agent) ?? none.Clocks,
                Penalties = penalties.GetValueOrDefault(agent) ?? [],
                Additions = additions.GetValueOrDefault(agent) ?? [],
                Adjustments = adjustments.GetValueOrDefault(agent) ?? [],
                ChatIds = others.ChatIds(agent),
                PaidOrderIds = others.PaidOrderIds(agent),
                Others = others.Of(agent, resolutions.GetValueOrDefault(agent)?.Completion ?? [], worked.Contains(agent)),
                Attendance = attendance.GetValueOrDefault(agent)?.Month,
                RoleDays = roster.DaysOf(agent, zone),
                AbsentDays = attendance.GetValueOrDefault(agent)?.AbsentDays,
            };
        }

        return facts;
    }
}
