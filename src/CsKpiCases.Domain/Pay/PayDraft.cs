using System.Text.Json.Serialization;
using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Domain.Pay;

/// <summary>A step of a commission table as somebody wrote it; yuan, the rate a fraction.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CommissionStepDraft
{
    /// <summary>Sales up to which it holds, included; null: without end.</summary>
    public decimal? UpTo { get; init; }

    /// <summary>Sales that the rate leaves out.</summary>
    public decimal? Over { get; init; }
    public decimal? Rate { get; init; }
    public decimal? Plus { get; init; }
}

/// <summary>A pay table as somebody wrote it, unchecked.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PayDraft
{
    public IReadOnlyList<CommissionStepDraft?>? Steps { get; init; }
    public decimal? RetentionRate { get; init; }
    public decimal? PublicRate { get; init; }
    public decimal? PenaltyShare { get; init; }
    public decimal? PerformanceBase { get; init; }
    public decimal? MinimumWage { get; init; }
    public decimal? DepartmentBonus { get; init; }

    /// <summary>Targets of the department bonus's gate, by indicator; one for each.</summary>
    public IReadOnlyDictionary<string, decimal?>? GateTargets { get; init; }
    public decimal? StreakAward { get; init; }

    /// <summary>Key of a post of the shipped ladder.</summary>
    public string? NewcomerPost { get; init; }

    /// <summary>Key of the shop's scheme.</summary>
    public string? SchemeKey { get; init; }

    public static PayDraft Of(PayTable table) => new()
    {
        Steps = [.. table.Rates.Commission.Steps.Select(s => new CommissionStepDraft { UpTo = s.UpTo, Over = s.Over, Rate = s.Rate, Plus = s.Plus })],
        RetentionRate = table.Rates.RetentionRate, PublicRate = table.Rates.PublicRate, PenaltyShare = table.Rates.PenaltyShare,
        PerformanceBase = table.PerformanceBase, MinimumWage = table.MinimumWage, DepartmentBonus = table.DepartmentBonus,
        GateTargets = table.GateTargets.ToDictionary(t => t.Indicator.Key, t => (decimal?)t.Target),
        StreakAward = table.StreakAward, NewcomerPost = table.NewcomerPost, SchemeKey = table.SchemeKey,
    };

    /// <summary>The table, or null and every fault at its field: <c>steps[1].rate</c>, <c>gateTargets.dsr</c>, <c>minimumWage</c>.</summary>
    public PayTable? Check(out IReadOnlyList<FieldError> errors)
    {
        var found = new List<FieldError>();
        errors = found;
        foreach (var (path, amount) in Amounts()) CheckAmount(amount, path, found);
        foreach (var (path, rate) in Rates()) CheckRate(rate, path, found);
        if (!ShippedLadders.Post.Rungs.Any(r => r.Post.Key == NewcomerPost)) found.Add(new FieldError("newcomerPost", "unknown_word", "There is no such post.", "没有这个岗位。"));
        if (string.IsNullOrEmpty(SchemeKey)) found.Add(FieldError.Required("schemeKey"));
        var commission = CheckSteps(found);
        return found.Count > 0 || commission is null ? null : new PayTable
        {
            Rates = new PayRules { Commission = commission, RetentionRate = RetentionRate!.Value, PublicRate = PublicRate!.Value, PenaltyShare = PenaltyShare!.Value },
            PerformanceBase = PerformanceBase!.Value, MinimumWage = MinimumWage!.Value, DepartmentBonus = DepartmentBonus!.Value,
            GateTargets = [.. DepartmentGate.Indicators.Select(i => new GateTarget(i, GateTargets![i.Key]!.Value))],
            StreakAward = StreakAward!.Value, NewcomerPost = NewcomerPost!, SchemeKey = SchemeKey!,
        };
    }

    /// <summary>The commission table of the steps alone, or null and their faults.</summary>
    public CommissionTable? CheckSteps(List<FieldError> errors)
    {
        var before = errors.Count;
        var steps = new List<CommissionStep>();
        for (var i = 0; i < (Steps?.Count ?? 0); i++)
        {
            var (step, at) = (Steps![i] ?? new CommissionStepDraft(), $"steps[{i}]");
            CheckAmount(step.Over, $"{at}.over", errors);
            CheckAmount(step.Plus, $"{at}.plus", errors);
            CheckRate(step.Rate, $"{at}.rate", errors);
            if (step.UpTo is > Fen.MaxEnteredYuan) errors.Add(FieldError.TooLarge($"{at}.upTo"));
            steps.Add(new CommissionStep(step.UpTo, step.Over ?? 0, step.Rate ?? 0, step.Plus ?? 0));
        }

        var table = CommissionTable.Make(steps, "steps", out var faults);
        errors.AddRange(faults.Where(f => !errors.Exists(known => known.Path == f.Path)));
        return errors.Count == before ? table : null;
    }

    private IEnumerable<(string Path, decimal? Amount)> Amounts() =>
    [
        ("performanceBase", PerformanceBase), ("minimumWage", MinimumWage), ("departmentBonus", DepartmentBonus), ("streakAward", StreakAward),
        .. DepartmentGate.Indicators.Select(i => ($"gateTargets.{i.Key}", GateTargets?.GetValueOrDefault(i.Key))),
    ];

    private IEnumerable<(string Path, decimal? Rate)> Rates() => [("retentionRate", RetentionRate), ("publicRate", PublicRate), ("penaltyShare", PenaltyShare)];

    private static void CheckAmount(decimal? amount, string path, List<FieldError> errors)
    {
        if (amount is null) errors.Add(FieldError.Required(path));
        else if (amount < 0) errors.Add(FieldError.Negative(path));
        else if (amount > Fen.MaxEnteredYuan) errors.Add(FieldError.TooLarge(path));
    }

    private static void CheckRate(decimal? rate, string path, List<FieldError> errors)
    {
        if (rate is null) errors.Add(FieldError.Required(path));
        else if (rate is < 0 or > 1) errors.Add(new FieldError(path, "out_of_range", "Must be 0% to 100%.", "应在 0% 到 100% 之间。"));
    }
}
