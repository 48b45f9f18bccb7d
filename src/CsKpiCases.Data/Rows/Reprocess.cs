namespace CsKpiCases.Data.Rows;

/// <summary>
/// Verdicts of some days reached anew on today's versions of their calendars (sla.md, rule 11). The dry run of the same id
/// holds what it would change; once approved it is done, and kept.
/// </summary>
public sealed class Reprocess
{
    /// <summary>Its dry run's.</summary>
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>The shop's local days on which the verdicts were reached, both inclusive.</summary>
    public DateOnly FirstDay { get; set; }
    public DateOnly LastDay { get; set; }
    public string Reason { get; set; } = "";

    /// <summary>JSON: name of each calendar to the id of the version that the verdicts are to be reached with.</summary>
    public string Calendars { get; set; } = "";
    public DateTime? ApprovedAt { get; set; }
    public long? ApprovedById { get; set; }
    public DateTime? EndedAt { get; set; }

    /// <summary>Cases that have other verdicts now.</summary>
    public int Changed { get; set; }

    /// <summary>JSON list: numbers of cases to which something had happened since the dry run, so that they were left as they are.</summary>
    public string LeftAlone { get; set; } = "[]";
}
