using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Hosting.Scoring;

namespace CsKpiCases.Web.Features.TeamReports;

/// <summary>One agent's weak spots, and what his grade says of training.</summary>
/// <param name="Spots">At most two, the worst first.</param>
/// <param name="Training">Of the post ladder; null without a score.</param>
public sealed record AgentWeakness(long AccountId, string Name, decimal? Final, string? PostGrade, Term? Training, Term? Promotion, IReadOnlyList<IndicatorStanding> Spots);

/// <summary>A month's weak spots of the whole team.</summary>
public sealed record WeakSpotsPage(MonthHead Head, IReadOnlyList<AgentWeakness> Agents)
{
    /// <summary>Of the three months before those that nobody has calculated: nothing is compared with them.</summary>
    public IReadOnlyList<CalendarMonth> NotCalculated { get; init; } = [];
}

/// <summary>Where each agent is weak in a month: every indicator of his against the team's median and against his own three months before (seed 004).</summary>
public sealed class FindWeakSpots(ReadScores scores)
{
    private const int MonthsBefore = 3;

    /// <summary>A rate over fewer than these says nothing of anybody.</summary>
    private const decimal FewestCounted = 3;

    // Being judged more often is neither good nor bad, and what was sold follows from the shift.
    private static readonly string[] LeftOut = ["sla_judged", "orders"];

    private static readonly List<Indicator> Indicators = [.. IndicatorCatalogue.All.Where(i => i.Levels.HasFlag(IndicatorLevels.Agent) && !LeftOut.Contains(i.Key))];

    public CalendarMonth RunningMonth(Shop shop) => scores.RunningMonth(shop);

    public async Task<WeakSpotsPage> RunAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        var (head, agents) = await scores.FactsAsync(shop, month, cancellation);
        var before = new List<IReadOnlyDictionary<long, AgentFacts>>();
        var missing = new List<CalendarMonth>();
        foreach (var past in Enumerable.Range(1, MonthsBefore).Select(back => month.Plus(-back)))
        {
            // only what was stored: a month that nobody calculated is not computed for a trend
            if (await scores.StoredFactsAsync(shop, past, cancellation) is { } facts) before.Add(facts);
            else if (await scores.MayBeCalculatedAsync(shop, past, cancellation)) missing.Add(past);
        }

        var medians = Indicators.Select(i => (i.Key, Values: agents.Select(a => ValueOf(a.Facts, i)).OfType<decimal>().ToList())).Where(i => i.Values.Count > 1).ToDictionary(i => i.Key, i => WeakSpots.Median(i.Values));
        var names = await scores.NamesAsync([.. agents.Select(a => a.Card.AccountId)], cancellation);
        var ladder = (await scores.RulesAsync(shop, month, cancellation)).PostLadder;
        // a few days' quantities are no fall against whole months
        var isRunning = head.State == MonthState.Running;
        return new WeakSpotsPage(head, [.. agents.Select(a => Of(a.Card, a.Facts, names.GetValueOrDefault(a.Card.AccountId, "?"), ladder, medians, before, isRunning)).OrderBy(a => a.Final ?? -1).ThenBy(a => a.AccountId)]) { NotCalculated = missing };
    }

    private static AgentWeakness Of(CardDocument card, AgentFacts facts, string name, GradeLadder<PostRung> ladder, Dictionary<string, decimal> medians, List<IReadOnlyDictionary<long, AgentFacts>> before, bool isRunning)
    {
        var standings = Indicators.Where(i => medians.ContainsKey(i.Key)).Select(i => (Indicator: i, Value: ValueOf(facts, i))).Where(x => x.Value is not null)
            .Select(x => new IndicatorStanding(x.Indicator, x.Value!.Value, medians[x.Indicator.Key], isRunning && x.Indicator.IsQuantity ? null : MeanBefore(card.AccountId, x.Indicator, before)));
        var rung = ladder.Rungs.FirstOrDefault(r => r.Grade == card.PostGrade);
        return new AgentWeakness(card.AccountId, name, card.Final, card.PostGrade, rung?.Training, rung?.Promotion, WeakSpots.Of(standings));
    }

    private static decimal? MeanBefore(long account, Indicator indicator, List<IReadOnlyDictionary<long, AgentFacts>> before)
    {
        var values = before.Select(month => month.TryGetValue(account, out var facts) ? ValueOf(facts, indicator) : null).OfType<decimal>().ToList();
        return values.Count == 0 ? null : values.Average();
    }

    private static decimal? ValueOf(AgentFacts facts, Indicator indicator)
    {
        var fact = facts.Of(indicator.Key);
        return indicator.Unit == IndicatorUnit.Rate && fact.Denominator is { } counted && counted < FewestCounted ? null : fact.Value;
    }
}
