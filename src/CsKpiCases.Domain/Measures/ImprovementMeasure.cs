namespace CsKpiCases.Domain.Measures;

/// <summary>How an improvement measure stands.</summary>
public enum MeasureStatus : byte
{
    Open = 1,

    /// <summary>Carried out; whether it helped is still to be verified.</summary>
    Done = 2,

    /// <summary>It helped: the end.</summary>
    Effective = 3,

    /// <summary>It did not help: open again.</summary>
    Ineffective = 4,
}

/// <summary>What is done so that a trouble does not come again: by whom, until when, and whether it helped.</summary>
public sealed class ImprovementMeasure
{
    /// <summary>Characters of <see cref="Title"/>.</summary>
    public const int LongestTitle = 120;

    /// <summary>Characters of <see cref="What"/> and of <see cref="Check"/>.</summary>
    public const int LongestText = 2000;

    /// <summary>Cases that one measure can come from.</summary>
    public const int MostCases = 200;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public string Title { get; set; } = "";

    /// <summary>A complaint cause; null where it is about something else.</summary>
    public string? Cause { get; set; }

    /// <summary>What is to be done.</summary>
    public string What { get; set; } = "";

    /// <summary>How it is to be verified.</summary>
    public string Check { get; set; } = "";
    public long OwnerId { get; set; }

    /// <summary>The last local day on which it is in time.</summary>
    public DateOnly DueOn { get; set; }

    /// <summary>Moved by <see cref="MeasureMachine"/> alone.</summary>
    public MeasureStatus Status { get; internal set; } = MeasureStatus.Open;
    public DateTime CreatedAt { get; set; }
    public long CreatedById { get; set; }
    public DateTime? DoneAt { get; internal set; }
    public long? DoneById { get; internal set; }
    public DateTime? VerifiedAt { get; internal set; }
    public long? VerifiedById { get; internal set; }

    /// <summary>The local day of the last reminder, so that there is one a day.</summary>
    public DateOnly? RemindedOn { get; set; }

    /// <summary>Optimistic version: one more with every step.</summary>
    public int Version { get; set; }

    /// <summary>Still to be carried out.</summary>
    public bool IsOwed => Status is MeasureStatus.Open or MeasureStatus.Ineffective;
}

/// <summary>One step of a measure's history.</summary>
public sealed class MeasureStep
{
    public long Id { get; set; }
    public long MeasureId { get; set; }
    public long ShopId { get; set; }
    public DateTime At { get; set; }
    public long ById { get; set; }
    public MeasureStatus Status { get; set; }

    /// <summary>What was done, or how it was verified.</summary>
    public string Note { get; set; } = "";
}

/// <summary>A case that a measure comes from.</summary>
public sealed class MeasureCase
{
    public long MeasureId { get; set; }
    public long CaseId { get; set; }
    public long ShopId { get; set; }
}
