using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Data.Rows;

/// <summary>What a shift left open for the next one: written once after its end, and never changed. One for a shop, shift and day.</summary>
public sealed class ShiftHandover
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long ShiftId { get; set; }

    /// <summary>Its name at that time.</summary>
    public string ShiftName { get; set; } = "";

    /// <summary>The local date on which the shift began.</summary>
    public DateOnly WorkedOn { get; set; }
    public DateTime StartedAt { get; set; }

    /// <summary>What was open is what was open then, however much later this was made.</summary>
    public DateTime EndedAt { get; set; }
    public DateTime MadeAt { get; set; }

    /// <summary>The shift that took over; null where the shop has no other and this one does not come again.</summary>
    public string? NextShiftName { get; set; }
    public DateTime? NextStartsAt { get; set; }

    /// <summary>All open cases, also those beyond what the lines hold.</summary>
    public int OpenCases { get; set; }

    /// <summary>Those of them that nobody owned.</summary>
    public int Unowned { get; set; }

    /// <summary>Those of them of which a deadline or a promise had passed.</summary>
    public int Overdue { get; set; }
}

/// <summary>A case that a shift left open, as it stood at the shift's end.</summary>
public sealed class ShiftHandoverLine
{
    public long HandoverId { get; set; }
    public long CaseId { get; set; }
    public long ShopId { get; set; }

    /// <summary>From 1; what runs out first comes first.</summary>
    public int Ordinal { get; set; }

    /// <summary>Null: nobody's, in the queue.</summary>
    public long? OwnerId { get; set; }
    public string State { get; set; } = "";
    public Stage Stage { get; set; }
    public Wait WaitsOn { get; set; }
    public Priority Priority { get; set; }

    /// <summary>The running clock that falls due first: at its limit, or its goal where it has no limit.</summary>
    public string? Clock { get; set; }
    public DateTime? DueAt { get; set; }

    /// <summary>The open promise that falls due first.</summary>
    public DateTime? PromiseDueAt { get; set; }
}
