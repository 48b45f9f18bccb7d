namespace CsKpiCases.Domain.Cases;

/// <summary>How far a sum of money has come (workflow.md, "money").</summary>
public enum LedgerStep : byte
{
    Proposed = 1,
    Granted = 2,
    Sent = 3,
    Succeeded = 4,
    Failed = 5,
    Withdrawn = 6,
}

/// <summary>What it is paid in.</summary>
public enum Tender : byte
{
    Cash = 1,
    Coupon = 2,
    Points = 3,
}

/// <summary>What it is paid for.</summary>
public enum LedgerPurpose : byte
{
    Goods = 1,
    Freight = 2,
    Compensation = 3,

    /// <summary>A small loss with photos, which the agent makes good at once (workflow.md, "Small claims").</summary>
    SmallClaim = 4,

    /// <summary>What an exchange leaves over in the buyer's favour.</summary>
    Difference = 5,

    /// <summary>Postage that the buyer laid out for a return whose postage is ours.</summary>
    ReturnFreight = 6,
}

/// <summary>One line of a case's money: append-only; the sum granted can never exceed what was paid less what was granted before.</summary>
public sealed class LedgerEntry
{
    /// <summary>Characters of <see cref="Reference"/>.</summary>
    public const int LongestReference = 200;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long CaseId { get; set; }

    /// <summary>The order line it is for; null for freight and for compensation on no line.</summary>
    public long? OrderLineId { get; set; }
    public LedgerPurpose Purpose { get; set; }
    public LedgerStep Step { get; set; }
    public Tender Tender { get; set; } = Tender.Cash;

    /// <summary>Yuan, more than 0, two decimals.</summary>
    public decimal Amount { get; set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; set; }
    public long? ActorId { get; set; }

    /// <summary>Joins the steps of one payment.</summary>
    public long PaymentId { get; set; }

    /// <summary>From 1, within the payment: its order, which the clocks of two nodes cannot upset.</summary>
    public int StepNumber { get; set; } = 1;
    public string? Reference { get; set; }
}
