using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>A shop's report for one local day, as it is stored: names and figures are those of the moment at which it was made.</summary>
public sealed record DayReport
{
    public required string Shop { get; init; }
    public required string ShopName { get; init; }
    public required DateOnly Date { get; init; }
    public required string TimeZone { get; init; }

    /// <summary>UTC: the day, [from, to).</summary>
    public required DateTime From { get; init; }
    public required DateTime To { get; init; }
    public required DateTime MadeAt { get; init; }
    public required ReportSentence Sentence { get; init; }

    /// <summary>The whole shop, then per agent, case type and clock.</summary>
    public required IReadOnlyList<ReportLine> Lines { get; init; }

    /// <summary>The breaches of the day with where their time went, at most <see cref="BreachedCases.Most"/>.</summary>
    public required IReadOnlyList<BreachedCase> Breached { get; init; }

    /// <summary>Limit breaches of the four weeks up to the day: seven rows from Monday, 24 local hours each.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> HeatMap { get; init; }
}

/// <summary>What the report says in one sentence.</summary>
/// <param name="Opened">Cases opened that day.</param>
/// <param name="Judged">Cases of which a clock got its verdict that day: met, late or breached.</param>
/// <param name="Breached">Those of them of which a limit was breached.</param>
/// <param name="BreachedBefore">The same on the day before.</param>
public sealed record ReportSentence(long Opened, long Judged, long Breached, long BreachedBefore)
{
    /// <summary>Of the cases judged, 0 to 1; null when none was.</summary>
    public decimal? Share => Judged == 0 ? null : Math.Round((decimal)Breached / Judged, 4);

    public long Change => Breached - BreachedBefore;
}

/// <summary>What a line of the report is about.</summary>
public enum ReportBy
{
    Shop,
    Agent,
    CaseType,
    Clock,
}

/// <summary>One line; all figures but the backlog count clocks.</summary>
public sealed record ReportLine
{
    public required ReportBy By { get; init; }

    /// <summary>Account id, or <c>queue</c>, <c>warehouse</c> and the like; case type; clock; empty for the shop.</summary>
    public required string Key { get; init; }

    /// <summary>An agent's name at that moment; else null.</summary>
    public string? Name { get; init; }

    /// <summary>Clocks that started that day.</summary>
    public long Opened { get; init; }

    /// <summary>Clocks that stopped that day, breached before or not.</summary>
    public long Stopped { get; init; }
    public long Met { get; init; }
    public long Late { get; init; }

    /// <summary>Clocks whose limit passed that day, stopped or not.</summary>
    public long Breached { get; init; }

    /// <summary>Clocks still running at the day's end that fall due within the next day.</summary>
    public long AtRisk { get; init; }

    /// <summary>Of the clocks that stopped that day: the lower middle, and the nearest rank of 90 %; null when none did.</summary>
    public long? MedianSeconds { get; init; }
    public long? P90Seconds { get; init; }

    /// <summary>Cases open at the day's end by age: <see cref="BacklogAges"/>; for a clock, its open runs.</summary>
    public required IReadOnlyList<long> Backlog { get; init; }
}

/// <summary>The ages of the backlog: under 1 day, under 2, 3, 7, 14 days, older.</summary>
public static class BacklogAges
{
    public static IReadOnlyList<int> Days { get; } = [1, 2, 3, 7, 14];

    public static int Count => Days.Count + 1;
}

/// <summary>One breach of the day.</summary>
public sealed record BreachedCase
{
    public required long CaseId { get; init; }
    public required string Number { get; init; }
    public required string Subject { get; init; }
    public required CaseType Type { get; init; }
    public required string Clock { get; init; }
    public required int Run { get; init; }
    public required DateTime BreachedAt { get; init; }
    public required AttributionParty Party { get; init; }
    public string? Owner { get; init; }
    public bool IsExcused { get; init; }

    /// <summary>Where the time went until the breach, in order of first appearance.</summary>
    public required IReadOnlyList<TimeSpent> Parts { get; init; }
}

/// <summary>Time until a breach that one holder had.</summary>
/// <param name="Party">Whose.</param>
/// <param name="Owner">The agent's name; null for another party.</param>
/// <param name="WaitsOn">Whom the case waited on.</param>
/// <param name="Seconds">Counted seconds while the clock ran, plain ones while it stood still.</param>
/// <param name="IsWaiting">The clock stood still.</param>
public sealed record TimeSpent(AttributionParty Party, string? Owner, Wait WaitsOn, long Seconds, bool IsWaiting)
{
    /// <summary>The queue's time that an agent owned outside his shifts: his name. Not in reports made before it was told.</summary>
    public string? OffShift { get; init; }
}
