namespace CsKpiCases.Domain.Cases;

/// <summary>
/// An instant by which a platform wants something of us, and what it does by itself when it is over (sla.md, clock
/// <c>platform_deadline</c>). The instant is the platform's, not a duration of ours: it never pauses.
/// </summary>
public sealed class PlatformDeadline
{
    /// <summary>Characters of <see cref="Key"/>.</summary>
    public const int LongestKey = 100;

    /// <summary>Characters of <see cref="What"/> and of <see cref="AtZero"/>.</summary>
    public const int LongestText = 200;

    /// <summary>A deadline further away than this is a slip of the pen, either way.</summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromDays(366);

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long CaseId { get; set; }

    /// <summary>What the platform calls it, such as the number of its ticket: one open deadline of a case by a name.</summary>
    public string Key { get; set; } = "";

    /// <summary>What it waits for.</summary>
    public string What { get; set; } = "";

    /// <summary>What it does when nothing was done.</summary>
    public string AtZero { get; set; } = "";
    public DateTime DueAt { get; set; }
    public DateTime SetAt { get; set; }
    public DateTime? MetAt { get; set; }
    public DateTime? WithdrawnAt { get; set; }

    /// <summary>UTC: it passed and the case went on without it; its clock runs on until it is met late.</summary>
    public DateTime? MissedAt { get; set; }

    public bool IsOpen => MetAt is null && WithdrawnAt is null && MissedAt is null;
}
