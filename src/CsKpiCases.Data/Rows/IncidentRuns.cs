namespace CsKpiCases.Data.Rows;

/// <summary>What is done to many cases of an incident.</summary>
public enum IncidentRunKind : byte
{
    /// <summary>Cases that fit are added to it.</summary>
    Link = 1,

    /// <summary>One act is done on every case of it.</summary>
    Act = 2,
}

/// <summary>Something done to many cases of an incident, one after the other: asked for once, worked off by the ledger of jobs.</summary>
public sealed class IncidentRun
{
    public long Id { get; set; }
    public long IncidentId { get; set; }
    public long ShopId { get; set; }
    public IncidentRunKind Kind { get; set; }

    /// <summary>JSON of the act that is done; empty for links.</summary>
    public string Act { get; set; } = "";
    public DateTime AskedAt { get; set; }
    public long AskedById { get; set; }

    /// <summary>The roles that whoever asked had in the shop, by their names, with commas between: his acts are his also later.</summary>
    public string Roles { get; set; } = "";
    public DateTime? EndedAt { get; set; }
}

/// <summary>How it went with one case of a run.</summary>
public enum IncidentLineStatus : byte
{
    Waiting = 0,
    Done = 1,
    Refused = 2,
}

/// <summary>A case of a run.</summary>
public sealed class IncidentRunLine
{
    public long RunId { get; set; }
    public long CaseId { get; set; }
    public long ShopId { get; set; }
    public IncidentLineStatus Status { get; set; }

    /// <summary>JSON of the refusal; null unless refused.</summary>
    public string? Refusal { get; set; }
}
