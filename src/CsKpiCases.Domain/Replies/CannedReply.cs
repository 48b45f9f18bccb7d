using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Replies;

/// <summary>A reply that is ready to be sent to a buyer, with places for what differs (<see cref="ReplyText"/>).</summary>
public sealed class CannedReply
{
    /// <summary>Characters of <see cref="Title"/>.</summary>
    public const int LongestTitle = 60;

    /// <summary>Characters of <see cref="Text"/>: what fits into a platform's chat.</summary>
    public const int LongestText = 1000;

    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>A complaint category; null: fits all.</summary>
    public string? Category { get; set; }

    /// <summary>Null: fits all.</summary>
    public CaseType? CaseType { get; set; }

    /// <summary>Of the text: <c>zh-CN</c> or <c>en</c>.</summary>
    public string Language { get; set; } = "";
    public string Title { get; set; } = "";
    public string Text { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public long? CreatedById { get; set; }
    public DateTime ChangedAt { get; set; }
    public long? ChangedById { get; set; }

    /// <summary>No longer offered; what was sent stays in its cases.</summary>
    public DateTime? RetiredAt { get; set; }

    /// <summary>How often it was sent.</summary>
    public int UseCount { get; set; }
    public DateTime? LastUsedAt { get; set; }
}
