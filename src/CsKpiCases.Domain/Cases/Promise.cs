namespace CsKpiCases.Domain.Cases;

/// <summary>What was promised to a buyer.</summary>
public enum PromiseKind : byte
{
    CallBack = 1,
    Cashback = 2,
    FreightBack = 3,
    Refund = 4,
    Replacement = 5,
    Other = 6,
}

/// <summary>A promise to the buyer: what, by when, who owes it. A complaint is fulfilled when all of them are kept.</summary>
public sealed class Promise
{
    /// <summary>Characters of <see cref="What"/>: a solution with money is promised in its own words.</summary>
    public const int LongestWhat = 2000;

    public long Id { get; set; }
    public long ShopId { get; set; }
    public long CaseId { get; set; }
    public PromiseKind Kind { get; set; }
    public string What { get; set; } = "";

    /// <summary>Yuan; 0 where no money was promised.</summary>
    public decimal Amount { get; set; }

    /// <summary>Whom the case waits on while this promise is the oldest open one.</summary>
    public Wait OwedBy { get; set; }
    public DateTime MadeAt { get; set; }
    public long? MadeById { get; set; }
    public DateTime DueAt { get; set; }
    public DateTime? KeptAt { get; set; }
    public long? KeptById { get; set; }
    public DateTime? CancelledAt { get; set; }

    /// <summary>The payment of the ledger that it promises; null where no money was promised.</summary>
    public long? PaymentId { get; set; }

    /// <summary>Made by a solution that the buyer agreed to.</summary>
    public bool IsOfSolution { get; set; }

    public bool IsOpen => KeptAt is null && CancelledAt is null;
}
