using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Platforms;
using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Features.PlatformHealth;

/// <summary>How a shop stands in one platform's assessment.</summary>
/// <param name="Kept">The packs that are assessed each night, the shop's own first.</param>
/// <param name="Trend">By line; fewer than two values draw nothing.</param>
public sealed record HealthPage(
    Shop Shop, PlatformPack Pack, Assessment Assessment, DateOnly Today, IReadOnlyList<PlatformPack> Kept, IReadOnlyDictionary<string, IReadOnlyList<TrendPoint>> Trend, bool MayKeep)
{
    public DateOnly Date => Assessment.Date;

    public bool IsKept => Kept.Contains(Pack);

    public bool HasFacts => Assessment.Lines.Any(l => l.Value is not null);

    public string Href(PlatformPack pack, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return $"/platform-health/{pack.Key}" + (date == Today ? "" : "?date=" + LocalDays.Text(date));
    }

    public string LineHref(LineAssessment line, BehindPart? part = null) => HealthLinks.Line(Pack, line, Date, part);

    public int Count(LineState state) => Assessment.Lines.Count(l => l.State() == state);
}

/// <summary>One indicator: its figures, its trend, and the facts behind it.</summary>
public sealed record LinePage(
    PlatformPack Pack, PackLine Line, LineAssessment Read, DateOnly Date, IReadOnlyList<TrendPoint> Trend, IReadOnlyList<BehindPart> Parts, BehindPart? Part, BehindPage Behind)
{
    public string Href(BehindPart part) => HealthLinks.Line(Pack, Read, Date, part);
}

/// <summary>Addresses of the pages.</summary>
public static class HealthLinks
{
    public static string Line(PlatformPack pack, LineAssessment line, DateOnly date, BehindPart? part = null)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(line);
        return $"/platform-health/{pack.Key}/{line.Line}?date={LocalDays.Text(date)}" + (part is { } p ? "&part=" + p.ToString().ToLowerInvariant() : "");
    }
}

/// <summary>How a line stands, worst first.</summary>
public enum LineState
{
    /// <summary>The threshold is hit, or a target missed that consequences follow.</summary>
    Hit,

    /// <summary>The next bad case or the one after hits the threshold.</summary>
    Near,

    /// <summary>The target is missed.</summary>
    Missed,

    /// <summary>The target is met.</summary>
    Met,

    /// <summary>Neither target nor threshold.</summary>
    Plain,

    /// <summary>No data.</summary>
    None,
}

/// <summary>Reads how lines stand.</summary>
public static class LineStates
{
    public static LineState State(this LineAssessment line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Value is null) return LineState.None;
        if (line.Consequence != Consequence.None) return LineState.Hit;
        if (line.IsPressing) return LineState.Near;
        return line.TargetMet switch { true => LineState.Met, false => LineState.Missed, null => LineState.Plain };
    }

    /// <summary>One of the five.</summary>
    public static string Tone(this LineState state) => state switch
    {
        LineState.Hit => "breach",
        LineState.Near or LineState.Missed => "warn",
        LineState.Met => "met",
        _ => "running",
    };
}
