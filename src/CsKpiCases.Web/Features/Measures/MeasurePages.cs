using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Measures;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Measures;

/// <summary>What the register is narrowed by.</summary>
public sealed record MeasureFilter
{
    public MeasureStatus? Status { get; init; }
    public long? Owner { get; init; }
    public bool Overdue { get; init; }
    public long? Before { get; init; }

    public bool IsNarrowed => Status is not null || Owner is not null || Overdue;

    public string Href(string at = "/measures") => FormattableString.Invariant($"{at}?status={Status}&owner={Owner}&overdue={(Overdue ? "true" : "false")}{(Before is { } id ? FormattableString.Invariant($"&before={id}") : "")}");
}

/// <summary>One measure of the register.</summary>
public sealed record MeasureRow(ImprovementMeasure Measure, string? Owner, int Cases, string? VerifiedBy, string? Verification);

public sealed record MeasureList(MeasureFilter Filter, IReadOnlyList<MeasureRow> Rows, string? OlderHref, IReadOnlyList<ShopPerson> People, DateOnly Today, bool MayKeep);

public sealed record NewMeasurePage(MeasureForm Form, IReadOnlyDictionary<string, string> Faults, IReadOnlyList<ShopPerson> People, IReadOnlyList<MeasureSource> Sources);

/// <summary>A case that it comes from.</summary>
public sealed record MeasureSource(string Number, string Subject, string State, Stage Stage);

public sealed record MeasureHistory(MeasureStep Step, string? By);

/// <summary>A measure with where it comes from and how it went.</summary>
public sealed record MeasurePage(ImprovementMeasure Measure, string? Owner, string? CreatedBy, IReadOnlyList<MeasureSource> Sources, IReadOnlyList<MeasureHistory> Steps, IReadOnlyList<MeasureAct> Permitted, DateOnly Today)
{
    public string? Fault { get; init; }
    public string? Note { get; init; }

    public string Href => "/measures/" + Measure.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public bool IsOverdue => Measure.IsOwed && Measure.DueOn < Today;
}
