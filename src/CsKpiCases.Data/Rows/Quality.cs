namespace CsKpiCases.Data.Rows;

/// <summary>Who answers for a SKU.</summary>
public sealed class SkuHandler
{
    public long ShopId { get; set; }
    public string Sku { get; set; } = "";
    public long AccountId { get; set; }
    public DateTime SetAt { get; set; }
    public long SetById { get; set; }
}

/// <summary>What an agent tells the handler of a SKU of its quality, and the answer.</summary>
public sealed class QualityFeedback
{
    /// <summary>Characters of <see cref="What"/> and of <see cref="Answer"/>.</summary>
    public const int LongestText = 1000;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public string Sku { get; set; } = "";

    /// <summary>The case that it comes from; its photos are the feedback's.</summary>
    public long? CaseId { get; set; }
    public string What { get; set; } = "";

    /// <summary>A photo of that case.</summary>
    public long? EvidenceId { get; set; }
    public DateTime ToldAt { get; set; }
    public long ToldById { get; set; }

    /// <summary>Whom it was told; null while the SKU had no handler.</summary>
    public long? HandlerId { get; set; }
    public string? Answer { get; set; }
    public DateTime? AnsweredAt { get; set; }
    public long? AnsweredById { get; set; }
}
