using CsKpiCases.Domain.Incidents;
using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>An incident as it is entered.</summary>
public sealed record IncidentForm
{
    public IncidentKind? Kind { get; init; }
    public string? Title { get; init; }
    public string? Sku { get; init; }
    public string? Courier { get; init; }

    /// <summary>yyyy-MM-dd.</summary>
    public string? From { get; init; }
    public string? To { get; init; }
    public string? Wording { get; init; }

    /// <summary>What it describes, and the field that is missing or wrong; null when all is there.</summary>
    public (Incident Incident, string? Wrong) Read()
    {
        var kind = Kind ?? IncidentKind.Other;
        DateOnly? Day(string? text) => LocalDays.TryParse(text?.Trim(), out var day) ? day : null;
        var hasDays = kind != IncidentKind.Other;
        var incident = new Incident
        {
            Kind = kind, Title = Title?.Trim() ?? "", Wording = Wording?.Trim() ?? "",
            Sku = kind == IncidentKind.BadLot ? Typed(Sku) : null, Courier = kind == IncidentKind.CourierOutage ? Typed(Courier) : null,
            From = hasDays ? Day(From) : null, To = hasDays ? Day(To) : null,
        };
        return (incident, Kind is null ? "incidentKind" : incident.Wrong());
    }

    private static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
