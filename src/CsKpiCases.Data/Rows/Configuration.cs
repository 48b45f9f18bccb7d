namespace CsKpiCases.Data.Rows;

/// <summary>One version of an SLA policy, as the file format writes it. Never edited: a change is a new version.</summary>
public sealed class PolicyVersion
{
    public long Id { get; set; }
    public string Name { get; set; } = "";
    public int Version { get; set; }

    /// <summary>The newest version of its name; the others stay for verdicts reached under them.</summary>
    public bool IsCurrent { get; set; }
    public bool IsEnabled { get; set; } = true;

    /// <summary>JSON of one policy (surface.md, "Policies are files too").</summary>
    public string Document { get; set; } = "";

    /// <summary>JSON object: each calendar that the document names, and the id of the version that it meant.</summary>
    public string Calendars { get; set; } = "{}";
    public DateTime CreatedAt { get; set; }
    public long? CreatedById { get; set; }
}

/// <summary>One version of a named working calendar.</summary>
public sealed class CalendarVersion
{
    public long Id { get; set; }
    public string Name { get; set; } = "";
    public int Version { get; set; }
    public bool IsCurrent { get; set; }
    public string Document { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public long? CreatedById { get; set; }
}

/// <summary>A fact about the store itself: its schema's release, whether demo data is in it, the instance's keys.</summary>
public sealed class StoreFact
{
    public string Name { get; set; } = "";
    public string Value { get; set; } = "";
}

/// <summary>Which process has which node number in its ids.</summary>
public sealed class NodeLease
{
    public int NodeNumber { get; set; }
    public string Holder { get; set; } = "";
    public DateTime LeasedUntil { get; set; }
}

/// <summary>The next case number of a day.</summary>
public sealed class NumberCounter
{
    public string Day { get; set; } = "";
    public int Next { get; set; }
}
