using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Data.Cases;

/// <summary>What an act changed about a case's verdicts.</summary>
/// <param name="Told">Goals missed and limits breached for the first time.</param>
/// <param name="Withdrawn">What the history no longer has.</param>
public sealed record ClockNews(IReadOnlyList<DueItem> Told, IReadOnlyList<Breach> Withdrawn)
{
    public static ClockNews None { get; } = new([], []);
}
