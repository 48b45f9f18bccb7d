using CsKpiCases.Domain.Incidents;

namespace CsKpiCases.Domain.Tests.Incidents;

public sealed class IncidentTests
{
    [Theory]
    [InlineData(IncidentKind.BadLot, "坏批次", "CUP", null, "2026-03-01", "2026-03-02", null)]
    [InlineData(IncidentKind.BadLot, "坏批次", " ", null, "2026-03-01", "2026-03-02", "sku")]
    [InlineData(IncidentKind.CourierOutage, "停摆", null, "顺丰", "2026-03-01", "2026-03-01", null)]
    [InlineData(IncidentKind.CourierOutage, "停摆", null, null, "2026-03-01", "2026-03-01", "courier")]
    [InlineData(IncidentKind.BadLot, " ", "CUP", null, "2026-03-01", "2026-03-02", "title")]
    [InlineData(IncidentKind.BadLot, "x", "CUP", null, null, "2026-03-02", "from")]
    [InlineData(IncidentKind.BadLot, "x", "CUP", null, "2026-03-02", null, "to")]
    [InlineData(IncidentKind.BadLot, "x", "CUP", null, "2026-03-02", "2026-03-01", "to")]
    [InlineData(IncidentKind.BadLot, "x", "CUP", null, "2026-01-01", "2026-04-02", null)]
    [InlineData(IncidentKind.BadLot, "x", "CUP", null, "2026-01-01", "2026-04-03", "to")]
    [InlineData(IncidentKind.Other, "x", null, null, null, null, null)]
    [InlineData((IncidentKind)9, "x", null, null, null, null, "incidentKind")]
    public void Wrong_OfAnIncident_NamesTheField(IncidentKind kind, string title, string? sku, string? courier, string? from, string? to, string? wrong) => Assert.Equal(wrong, new Incident
    {
        Kind = kind, Title = title, Sku = sku, Courier = courier, From = Day(from), To = Day(to),
    }.Wrong());

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
