namespace CsKpiCases.Domain.Incidents;

/// <summary>What hit many buyers at once.</summary>
public enum IncidentKind : byte
{
    /// <summary>One SKU, ordered within some days.</summary>
    BadLot = 1,

    /// <summary>One courier, shipped within some days.</summary>
    CourierOutage = 2,

    /// <summary>Anything else: cases are added by their numbers.</summary>
    Other = 3,
}

/// <summary>One trouble behind many cases, which are answered alike and resolved together.</summary>
public sealed class Incident
{
    /// <summary>Characters of <see cref="Title"/>.</summary>
    public const int LongestTitle = 120;

    /// <summary>Characters of <see cref="Wording"/>.</summary>
    public const int LongestWording = 1000;

    /// <summary>Days from <see cref="From"/> to <see cref="To"/>, both included.</summary>
    public const int MostDays = 92;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public IncidentKind Kind { get; set; }
    public string Title { get; set; } = "";

    /// <summary>Of a bad lot.</summary>
    public string? Sku { get; set; }

    /// <summary>Of an outage.</summary>
    public string? Courier { get; set; }

    /// <summary>First and last local day of the orders, or of their shipping.</summary>
    public DateOnly? From { get; set; }
    public DateOnly? To { get; set; }

    /// <summary>What agents may tell buyers of it.</summary>
    public string Wording { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public long CreatedById { get; set; }
    public DateTime? ClosedAt { get; set; }
    public long? ClosedById { get; set; }

    /// <summary>The field that is missing or wrong for its kind; null when all is there.</summary>
    public string? Wrong() =>
        string.IsNullOrWhiteSpace(Title) || Title.Length > LongestTitle ? "title"
        : !Enum.IsDefined(Kind) ? "incidentKind"
        : Kind == IncidentKind.BadLot && string.IsNullOrWhiteSpace(Sku) ? "sku"
        : Kind == IncidentKind.CourierOutage && string.IsNullOrWhiteSpace(Courier) ? "courier"
        : Kind != IncidentKind.Other && From is null ? "from"
        : Kind != IncidentKind.Other && (To is null || To < From || To.Value.DayNumber - From!.Value.DayNumber >= MostDays) ? "to"
        : Wording.Length > LongestWording ? "wording"
        : null;
}

/// <summary>A case of an incident.</summary>
public sealed class IncidentCase
{
    public long IncidentId { get; set; }
    public long CaseId { get; set; }
    public long ShopId { get; set; }
    public DateTime AddedAt { get; set; }
}
