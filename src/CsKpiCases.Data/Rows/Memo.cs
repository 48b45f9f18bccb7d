namespace CsKpiCases.Data.Rows;

/// <summary>What puzzled somebody at work: for Monday's meeting, and perhaps for the next canned reply.</summary>
public sealed class Memo
{
    public const int LongestText = 2000;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long WrittenById { get; set; }
    public DateTime WrittenAt { get; set; }

    /// <summary>The Monday of the meeting that it is for, in the shop's days.</summary>
    public DateOnly MeetingOn { get; set; }
    public string Text { get; set; } = "";

    /// <summary>The case in which it came up.</summary>
    public long? CaseId { get; set; }

    /// <summary>Who is to answer it; null: whoever can.</summary>
    public long? ToAnswerId { get; set; }
    public string? Answer { get; set; }
    public long? AnsweredById { get; set; }
    public DateTime? AnsweredAt { get; set; }

    /// <summary>The reply that it became, for everybody to use; null: it became none.</summary>
    public string? CannedReply { get; set; }
}
