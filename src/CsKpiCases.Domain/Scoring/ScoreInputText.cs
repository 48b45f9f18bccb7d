using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CsKpiCases.Domain.Scoring;

/// <summary>
/// The canonical text of score inputs and its hash: one <c>name=value</c> a line, ids in ascending order, numbers
/// without trailing zeros, no culture. Whatever order the database returned things in, equal inputs hash equally.
/// </summary>
public static class ScoreInputText
{
    // Goes first, so that a later layout never collides with this one.
    private const string Layout = "score-inputs/1";

    /// <summary>SHA-256 of the canonical text, as 64 lower-case hexadecimal digits.</summary>
    public static string Hash(ScoreInputs inputs) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(inputs))));

    /// <summary>The canonical text.</summary>
    public static string Of(ScoreInputs inputs)
    {
        var text = new StringBuilder().Append(Layout).Append('\n');
        Add(text, "shop", inputs.ShopId);
        Add(text, "account", inputs.AccountId);
        Add(text, "month", inputs.Month.ToString());
        AddScheme(text, inputs.Scheme);
        AddDeductions(text, inputs.Deductions);
        AddLadders(text, inputs);
        // Scores that were stored before the base could differ keep their hash.
        if (inputs.PerformanceBase != ShippedLadders.PerformanceBase) Add(text, "performance-base", inputs.PerformanceBase);
        AddFacts(text, inputs.Facts);
        return text.ToString();
    }

    private static void AddScheme(StringBuilder text, Scheme scheme)
    {
        Add(text, "scheme", scheme.Key);
        Add(text, "scheme.version", scheme.Version);
        foreach (var line in scheme.Lines)
        {
            Add(text, "line", line.Indicator.Key);
            Add(text, "line.weight", line.Weight);
            Add(text, "line.rule", ScoringRule.KeyOf(line.Rule.Kind));
            Add(text, "line.target", line.Rule.Target);
            Add(text, "line.threshold", line.Rule.Threshold);
            Add(text, "line.cap", line.Rule.Cap);
            foreach (var band in line.Rule.Bands ?? [])
            {
                Add(text, "line.band", Numbers(band.From, band.To, band.Points));
            }
        }
    }

    private static void AddDeductions(StringBuilder text, DeductionRules rules) =>
        Add(text, "deductions", Numbers(
            rules.RatesFrom, rules.PerBreachRate, rules.PerMissRate, rules.PerBreach, rules.PerMiss, rules.MostForClocks,
            rules.PenaltyA, rules.PenaltyB, rules.PenaltyC, rules.PenaltyD));

    private static void AddLadders(StringBuilder text, ScoreInputs inputs)
    {
        foreach (var rung in inputs.BonusLadder.Rungs)
        {
            Add(text, "bonus", $"{Numbers(rung.From, rung.To, rung.Ratio)} {rung.Grade}");
        }

        foreach (var rung in inputs.PostLadder.Rungs)
        {
            Add(text, "post", $"{Numbers(rung.From, rung.To, rung.Salary)} {rung.Grade}");
        }
    }

    private static void AddFacts(StringBuilder text, AgentFacts facts)
    {
        Add(text, "ratings", Numbers(facts.Ratings.Count, facts.Ratings.StarTotal));
        Add(text, "ratings.ids", Ids(facts.Ratings.RatingIds));
        Add(text, "resolved.ids", Ids(facts.Resolution.ResolvedCaseIds));
        Add(text, "judged.ids", Ids(facts.Resolution.JudgedCaseIds));
        Add(text, "buyer-days", facts.BuyerDays.Count);
        Add(text, "buyer-days.ids", Ids(facts.BuyerDays.CaseIds));
        Add(text, "clocks.judged", Ids(facts.Clocks.JudgedClockIds));
        Add(text, "clocks.missed", Ids(facts.Clocks.MissedClockIds));
        Add(text, "clocks.breached", Ids(facts.Clocks.BreachedClockIds));
        Add(text, "attendance", facts.Attendance is { } days ? Numbers(days.DaysDue, days.DaysPresent) : "-");
        foreach (var penalty in facts.Penalties.OrderBy(p => p.PenaltyId))
        {
            Add(text, "penalty", $"{Numbers(penalty.PenaltyId, penalty.CaseId)} {penalty.Severity}");
        }

        foreach (var addition in facts.Additions.OrderBy(a => a.AdditionId))
        {
            Add(text, "addition", $"{Numbers(addition.AdditionId, addition.Points)} {addition.Reason}");
        }

        foreach (var adjustment in facts.Adjustments.OrderBy(a => a.AdjustmentId))
        {
            Add(text, "adjustment", $"{Numbers(adjustment.AdjustmentId, adjustment.Points)} {adjustment.CauseMonth}");
        }

        foreach (var other in facts.Others.OrderBy(o => o.Indicator, StringComparer.Ordinal))
        {
            Add(text, "other", $"{other.Indicator} {Numbers(other.Value, other.Numerator, other.Denominator)}");
            Add(text, "other.ids", Ids(other.SourceIds));
            if (other.IsImported) Add(text, "other.imported", other.Indicator);
        }

        // Said only where there is something to say: texts of before these were counted stay as they were.
        if (facts.ChatIds.Count > 0) Add(text, "chats.ids", Ids(facts.ChatIds));
        if (facts.PaidOrderIds.Count > 0) Add(text, "orders.ids", Ids(facts.PaidOrderIds));
        if (facts.AbsentDays is { } absent) Add(text, "absent", absent);
        if (facts.RoleDays is { } role) Add(text, "role-days", Numbers(role.Days, role.AllDays));
    }

    private static void Add(StringBuilder text, string name, decimal? value) => Add(text, name, Numbers(value));

    // Escaped, so that a line break in a reason can't pass for another fact.
    private static void Add(StringBuilder text, string name, string value) =>
        text.Append(name).Append('=').Append(value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)).Append('\n');

    private static string Numbers(params decimal?[] numbers) => string.Join(' ', numbers.Select(Number));

    private static string Number(decimal? number) => number is { } known ? Money.Rounding.Plain(known).ToString(CultureInfo.InvariantCulture) : "-";

    private static string Ids(IEnumerable<long> ids) => string.Join(',', ids.Order().Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
