using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Hosting.Scoring;

namespace CsKpiCases.Web.Features.Scores;

/// <summary>One agent's score, as he sees it.</summary>
/// <param name="Card">Null where he is not among the month's agents.</param>
/// <param name="Rank">His place; null without a score.</param>
/// <param name="Ranked">How many have a score.</param>
/// <param name="Next">What is missing to the next grade.</param>
/// <param name="History">The six months before, oldest first.</param>
/// <param name="CaseNumbers">Of the penalties' cases.</param>
/// <param name="TeamMedians">Of each line's score, 0 to 100, over everybody who has one.</param>
public sealed record AgentPage(
    MonthHead Head, long AccountId, string Name, bool IsMine, CardDocument? Card, int? Rank, int Ranked, NextGrade? Next,
    IReadOnlyList<(CalendarMonth Month, decimal? Final)> History, IReadOnlyDictionary<long, string> CaseNumbers,
    IReadOnlyDictionary<string, decimal> TeamMedians)
{
    /// <summary>Every other indicator that has data, in the catalogue's order: what the scheme does not score.</summary>
    public IReadOnlyList<IndicatorFact> Others { get; init; } = [];

    /// <summary>What the additional score is made of.</summary>
    public IReadOnlyList<AdditionFact> Additions { get; init; } = [];

    /// <summary>What was put right.</summary>
    public IReadOnlyList<AdjustmentFact> Adjustments { get; init; } = [];

    /// <summary>Days as an agent, of a month in which the role began or ended.</summary>
    public TimeInRole? RoleDays { get; init; }
}

/// <summary>The team's ranking.</summary>
public sealed record TeamPage(MonthHead Head, IReadOnlyList<TeamRow> Rows, bool MayCalculate, bool HasOwnScore);

/// <summary>One agent of the ranking.</summary>
public sealed record TeamRow(int? Rank, string Name, CardDocument Card);

/// <summary>Makes the pages of the scores.</summary>
public sealed class ShowScores(ReadScores scores, ReadSources sources)
{
    private const int MonthsBefore = 6;

    public async Task<TeamPage> TeamAsync(Domain.People.Shop shop, CalendarMonth month, bool mayCalculate, bool hasOwnScore, CancellationToken cancellation)
    {
        var (head, cards) = await scores.TeamAsync(shop, month, cancellation);
        var names = await scores.NamesAsync([.. cards.Select(c => c.AccountId)], cancellation);
        var finals = cards.Select(c => c.Final).OfType<decimal>().ToList();
        var rows = cards.Select(c => new TeamRow(RankOf(c.Final, finals), names.GetValueOrDefault(c.AccountId, "?"), c)).ToList();
        return new TeamPage(head, rows, mayCalculate, hasOwnScore);
    }

    public async Task<AgentPage> AgentAsync(Domain.People.Shop shop, CalendarMonth month, long accountId, bool isMine, CancellationToken cancellation)
    {
        var (head, card, facts) = await scores.AgentAsync(shop, month, accountId, cancellation);
        var names = await scores.NamesAsync([accountId], cancellation);
        var (_, team) = await scores.TeamAsync(shop, month, cancellation);
        var finals = team.Select(c => c.Final).OfType<decimal>().ToList();
        var history = await scores.HistoryAsync(shop, month, accountId, MonthsBefore, cancellation);
        var numbers = await sources.CaseNumbersAsync(shop, card?.Penalties.Select(p => p.CaseId) ?? [], cancellation);
        return new AgentPage(
            head, accountId, names.GetValueOrDefault(accountId, "?"), isMine, card, RankOf(card?.Final, finals), finals.Count,
            card is null ? null : NextGrade.Of(card, (await scores.RulesAsync(shop, month, cancellation)).BonusLadder), history, numbers, Medians(team))
        {
            Additions = facts?.Additions ?? [],
            Adjustments = facts?.Adjustments ?? [],
            RoleDays = facts?.RoleDays,
            Others = facts is null ? [] : [.. SourceKinds.Lines.Where(l => IndicatorCatalogue.Find(l) is not null && !AgentFacts.IsOfClocks(l) && card!.Lines.All(c => c.Indicator != l)).Select(facts.Of).Where(f => f.Value is not null)],
        };
    }

    private static Dictionary<string, decimal> Medians(IReadOnlyList<CardDocument> team) =>
        team.SelectMany(c => c.Lines).Where(l => l.Score is not null).GroupBy(l => l.Indicator, l => l.Score!.Value).ToDictionary(g => g.Key, g => WeakSpots.Median([.. g]));

    /// <summary>Equal scores share a place.</summary>
    private static int? RankOf(decimal? final, IReadOnlyList<decimal> finals) => final is { } mine ? 1 + finals.Count(other => other > mine) : null;
}
