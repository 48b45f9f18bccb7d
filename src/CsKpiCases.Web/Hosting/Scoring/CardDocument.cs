using System.Text.Json;
using System.Text.Json.Serialization;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>A score card as it is stored and shown: figures only, what they were counted from stands in the inputs.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Lines">The scheme's lines, in its order.</param>
/// <param name="Base">0 to 100, unrounded; null: no data.</param>
/// <param name="Clocks">What lateness costs.</param>
/// <param name="Penalties">What each penalty costs.</param>
/// <param name="ForPenalties">Their sum.</param>
/// <param name="Deductions">Both.</param>
/// <param name="Additional">Applied additions.</param>
/// <param name="Final">Rounded to two decimals; null: no score.</param>
/// <param name="BonusGrade">特 优 A B C D E F.</param>
/// <param name="BonusRatio">Part of the performance base that is paid.</param>
/// <param name="BonusAmount">Yuan.</param>
/// <param name="PostGrade">outstanding, excellent, good, fair, fail.</param>
/// <param name="Adjusted">What published months got wrong, signed.</param>
public sealed record CardDocument(
    long AccountId, IReadOnlyList<CardLine> Lines, decimal? Base, ClockDeduction Clocks, IReadOnlyList<CardPenalty> Penalties, decimal ForPenalties,
    decimal Deductions, decimal Additional, decimal? Final, string? BonusGrade, decimal? BonusRatio, decimal? BonusAmount, string? PostGrade, decimal Adjusted = 0)
{
    public static CardDocument Of(ScoreCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return new CardDocument(
            card.Inputs.AccountId,
            [.. card.Lines.Select(CardLine.Of)],
            card.Base,
            card.Deductions.Clocks,
            [.. card.Penalties.Select(p => new CardPenalty(p.Penalty.PenaltyId, p.Penalty.CaseId, p.Penalty.Severity, p.Points))],
            card.Deductions.ForPenalties,
            card.Deductions.Total,
            card.Additional,
            card.Final,
            card.Bonus?.Grade,
            card.Bonus?.Ratio,
            card.Bonus is { } bonus ? Domain.Money.Rounding.ToCents(card.Inputs.PerformanceBase * bonus.Ratio) : null,
            card.Post?.Grade,
            card.Adjusted);
    }

    public string ToJson() => ScoreJson.Write(this);

    public static CardDocument Read(string json) => ScoreJson.Read<CardDocument>(json);
}

/// <summary>One line of a card.</summary>
public sealed record CardLine(
    string Indicator, decimal? Value, decimal? Numerator, decimal? Denominator, decimal Weight, decimal? EffectiveWeight, string Rule,
    decimal? Target, decimal? Threshold, decimal? Score, decimal? Points)
{
    public static CardLine Of(ScoreCardLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var scored = line.Scored;
        return new CardLine(
            scored.Line.Indicator.Key, scored.Value, line.Fact.Numerator, line.Fact.Denominator, scored.Line.Weight, scored.EffectiveWeight,
            ScoringRule.KeyOf(scored.Rule.Kind), scored.Rule.Target, scored.Rule.Threshold, scored.Score, scored.Points);
    }
}

/// <summary>One penalty of a card.</summary>
public sealed record CardPenalty(long PenaltyId, long CaseId, Severity Severity, decimal Points);

/// <summary>The inputs of a stored score: enough to compute it again, bit for bit.</summary>
/// <param name="Scheme">Key of the scheme.</param>
/// <param name="SchemeVersion">Its version.</param>
/// <param name="Deductions">The rules in force.</param>
/// <param name="Facts">What was counted, with the ids.</param>
/// <param name="Rules">Versions of the other rules; null in scores older than these: the shipped.</param>
/// <param name="PerformanceBase">Yuan that the bonus ratio multiplied; null: the shipped.</param>
public sealed record InputDocument(
    string Scheme, int SchemeVersion, DeductionRules Deductions, AgentFacts Facts, RuleNumbers? Rules = null, decimal? PerformanceBase = null)
{
    public static InputDocument Of(ScoreInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return new InputDocument(inputs.Scheme.Key, inputs.Scheme.Version, inputs.Deductions, inputs.Facts, inputs.Rules, inputs.PerformanceBase);
    }

    /// <summary>The inputs again, with the rules that they name.</summary>
    /// <exception cref="FormatException">A version that they name is not there; versions are never deleted.</exception>
    public ScoreInputs Inputs(long shopId, long accountId, CalendarMonth month, RuleShelf shelf)
    {
        ArgumentNullException.ThrowIfNull(shelf);
        var numbers = Rules ?? RuleNumbers.Shipped;
        RuleText Find(string kind, string key, int version) => shelf.Find(new RuleName(kind, key, version)) ?? throw new FormatException($"There is no {kind} {key} version {version}.");
        return new ScoreInputs
        {
            ShopId = shopId,
            AccountId = accountId,
            Month = month,
            Scheme = RuleJson.Scheme(Find(RuleKinds.Scheme, Scheme, SchemeVersion)),
            Facts = Facts,
            Deductions = Deductions,
            BonusLadder = RuleJson.BonusLadder(Find(RuleKinds.BonusLadder, RuleKinds.Only, numbers.BonusLadder)),
            PostLadder = RuleJson.PostLadder(Find(RuleKinds.PostLadder, RuleKinds.Only, numbers.PostLadder)),
            PerformanceBase = PerformanceBase ?? ShippedLadders.PerformanceBase,
            Rules = numbers,
        };
    }

    public string ToJson() => ScoreJson.Write(this);

    public static InputDocument Read(string json) => ScoreJson.Read<InputDocument>(json);
}

/// <summary>How scores are written: as payloads are, but what there is no data for stands there as null.</summary>
internal static class ScoreJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonText.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public static string Write<T>(T document) => JsonSerializer.Serialize(document, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
}
