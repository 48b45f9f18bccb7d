namespace CsKpiCases.Domain.Pay;

/// <summary>What one agent's pay goes by, from a month on; the newest by then holds.</summary>
public sealed class PayTerms
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long AccountId { get; set; }

    /// <summary>First month, yyyy-MM.</summary>
    public string EffectiveFrom { get; set; } = "";

    /// <summary>Key of the scheme that scores him; null: the shop's.</summary>
    public string? SchemeKey { get; set; }

    /// <summary>Yuan a month.</summary>
    public decimal Seniority { get; set; }

    /// <summary>Yuan that the bonus ladder's ratio multiplies; null: the shop's.</summary>
    public decimal? PerformanceBase { get; set; }
    public DateTime ChangedAt { get; set; }
    public long? ChangedById { get; set; }
}

/// <summary>Why an award is paid.</summary>
public enum AwardKind : byte
{
    /// <summary>Given by a person, with a reason.</summary>
    Given = 1,

    /// <summary>First in the ranking three published months running.</summary>
    Streak = 2,
}

/// <summary>Yuan beside the rules, in one month's pay.</summary>
public sealed class Award
{
    public const int LongestReason = 500;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long AccountId { get; set; }

    /// <summary>yyyy-MM.</summary>
    public string Month { get; set; } = "";
    public AwardKind Kind { get; set; }
    public decimal Amount { get; set; }
    public string Reason { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public long? CreatedById { get; set; }
}
