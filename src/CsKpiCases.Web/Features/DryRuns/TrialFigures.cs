using System.Text.Json;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>One clock's runs by their verdict, as stored and as they would be.</summary>
public sealed record ClockFigures
{
    public int MetBefore { get; set; }
    public int MetAfter { get; set; }
    public int LateBefore { get; set; }
    public int LateAfter { get; set; }
    public int BreachedBefore { get; set; }
    public int BreachedAfter { get; set; }

    /// <summary>Running, paused or cancelled, and not breached.</summary>
    public int RestBefore { get; set; }
    public int RestAfter { get; set; }

    /// <summary>Runs with another verdict.</summary>
    public int Changed { get; set; }
}

/// <summary>What a trial came to.</summary>
public sealed record TrialFigures
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public int Cases { get; set; }

    /// <summary>Cases with at least one other verdict.</summary>
    public int CasesChanged { get; set; }

    /// <summary>Cases with at least one breached clock.</summary>
    public int CasesBreachedBefore { get; set; }
    public int CasesBreachedAfter { get; set; }

    /// <summary>Runs of clocks with another verdict.</summary>
    public int Changed { get; set; }

    /// <summary>Runs with the same verdict at another instant.</summary>
    public int Moved { get; set; }

    /// <summary>By the clock's name.</summary>
    public SortedDictionary<string, ClockFigures> Clocks { get; init; } = new(StringComparer.Ordinal);

    public string ToJson() => JsonSerializer.Serialize(this, Web);

    public static TrialFigures? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<TrialFigures>(json, Web);

    /// <summary>Adds one case.</summary>
    internal void Count(
        IReadOnlyDictionary<(string Clock, int Run), Verdict> before, IReadOnlyDictionary<(string Clock, int Run), Verdict> after, IReadOnlyList<VerdictChange> changes)
    {
        Cases++;
        if (before.Values.Any(v => v.BreachedAt is not null)) CasesBreachedBefore++;
        if (after.Values.Any(v => v.BreachedAt is not null)) CasesBreachedAfter++;
        foreach (var ((clock, _), verdict) in before) CountBefore(Of(clock), verdict.State);
        foreach (var ((clock, _), verdict) in after) CountAfter(Of(clock), verdict.State);
        Moved += changes.Count(c => c.IsMoved);
        var others = changes.Where(c => !c.IsMoved).ToList();
        foreach (var change in others) Of(change.Clock).Changed++;
        Changed += others.Count;
        if (others.Count > 0) CasesChanged++;
    }

    private ClockFigures Of(string clock)
    {
        if (!Clocks.TryGetValue(clock, out var figures)) Clocks[clock] = figures = new ClockFigures();
        return figures;
    }

    private static void CountBefore(ClockFigures figures, ClockState state)
    {
        if (state == ClockState.Met) figures.MetBefore++;
        else if (state == ClockState.Late) figures.LateBefore++;
        else if (state == ClockState.Breached) figures.BreachedBefore++;
        else figures.RestBefore++;
    }

    private static void CountAfter(ClockFigures figures, ClockState state)
    {
        if (state == ClockState.Met) figures.MetAfter++;
        else if (state == ClockState.Late) figures.LateAfter++;
        else if (state == ClockState.Breached) figures.BreachedAfter++;
        else figures.RestAfter++;
    }
}
