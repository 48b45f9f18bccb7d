using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Incidents;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>A case that an incident has hit, or may have.</summary>
public sealed record HitCase(long Id, string Number, string Subject, string State, Stage Stage, string? Owner, DateTime OpenedAt);

/// <summary>What would be added to an incident.</summary>
/// <param name="Count">All that fit.</param>
/// <param name="First">The newest of them.</param>
public sealed record FittingCases(int Count, IReadOnlyList<HitCase> First);

/// <summary>The page of a new incident: as entered, what is wrong, and the cases that fit.</summary>
public sealed record NewIncidentPage(IncidentForm Form, string? Wrong, FittingCases? Fitting, IReadOnlyList<string> Skus, IReadOnlyList<string> Couriers);

/// <summary>One incident of the list.</summary>
public sealed record IncidentRow(Incident Incident, int Cases, int Open, string? By);

public sealed record IncidentList(IReadOnlyList<IncidentRow> Rows, string? OlderHref, bool MayManage);

/// <summary>A case that a run could not do, with the refusal as it was stored.</summary>
public sealed record RefusedCase(string Number, string? Refusal);

/// <summary>How a run stands.</summary>
public sealed record RunState(IncidentRun Run, string? By, int Total, int Done, int Refused)
{
    /// <summary>The first of those that were refused.</summary>
    public IReadOnlyList<RefusedCase> Refusals { get; init; } = [];

    public bool IsRunning => Run.EndedAt is null;
}

/// <summary>An incident with its cases, and what was done to them.</summary>
public sealed record IncidentPage
{
    public required Incident Incident { get; init; }
    public string? By { get; init; }
    public int CaseCount { get; init; }
    public int OpenCount { get; init; }
    public required IReadOnlyList<HitCase> Cases { get; init; }
    public required IReadOnlyList<RunState> Runs { get; init; }
    public FittingCases? Fitting { get; init; }
    public bool MayManage { get; init; }
    public string? Fault { get; init; }
    public IncidentActForm Form { get; init; } = new();

    public string Href => "/incidents/" + Incident.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public bool IsRunning => Runs.Any(r => r.IsRunning);
}
