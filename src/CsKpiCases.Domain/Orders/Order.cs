namespace CsKpiCases.Domain.Orders;

/// <summary>A buyer as one shop knows him on its platform.</summary>
public sealed class Buyer
{
    /// <summary>Digits of <see cref="PhoneTail"/>.</summary>
    public const int PhoneTailDigits = 4;

    private string? phone;

    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>The platform's own ID of the buyer; unique within the shop.</summary>
    public string PlatformBuyerId { get; set; } = "";
    public string? Name { get; set; }
    public string? Phone
    {
        get => phone;
        set => (phone, PhoneTail) = (value, TailOf(value));
    }

    /// <summary>The last digits of the phone, by which a buyer is looked for; null where there are fewer.</summary>
    public string? PhoneTail { get; private set; }
    public string? Tier { get; set; }

    private static string? TailOf(string? phone)
    {
        var digits = string.Concat((phone ?? "").Where(char.IsAsciiDigit));
        return digits.Length < PhoneTailDigits ? null : digits[^PhoneTailDigits..];
    }
}

/// <summary>An order, imported from the platform.</summary>
public sealed class Order
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>The platform's order number; unique within the shop.</summary>
    public string Number { get; set; } = "";
    public long? BuyerId { get; set; }
    public DateTime PlacedAt { get; set; }
    public DateTime? PaidAt { get; set; }
    public DateTime? ShippedAt { get; set; }
    public DateTime? SignedAt { get; set; }

    /// <summary>Yuan, freight included.</summary>
    public decimal PaidAmount { get; set; }
    public decimal FreightAmount { get; set; }
    public string? Courier { get; set; }
    public string? TrackingNumber { get; set; }
    public string Status { get; set; } = "";

    /// <summary>UTC: when the platform confirms the receipt for the buyer and the trade is over; null where it is not known.</summary>
    public DateTime? AutoConfirmAt { get; set; }

    /// <summary>UTC: when that was put off, which can be done once.</summary>
    public DateTime? AutoConfirmExtendedAt { get; set; }

    /// <summary>UTC: when the owners of its cases were told that it lapses within a day; null: not yet.</summary>
    public DateTime? LapseToldAt { get; set; }

    /// <summary>UTC: the trade is over; null while it is not.</summary>
    public DateTime? CompletedAt { get; set; }

    /// <summary>The agent who won the order; null: nobody's own.</summary>
    public long? SoldById { get; set; }

    /// <summary>True where the buyer had bought before and the agent won him back.</summary>
    public bool IsWonBack { get; set; }

    /// <summary>Sold before it was in stock: in its exchange the buyer pays the postage.</summary>
    public bool IsPresale { get; set; }

    /// <summary>UTC: closed without having been paid.</summary>
    public DateTime? ClosedUnpaidAt { get; set; }
    public List<OrderLine> Lines { get; set; } = [];
}

/// <summary>One line of an order.</summary>
public sealed class OrderLine
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long OrderId { get; set; }
    public int LineNumber { get; set; }
    public string Sku { get; set; } = "";
    public string Title { get; set; } = "";
    public int Quantity { get; set; }

    /// <summary>Yuan paid for the whole line after discounts.</summary>
    public decimal PaidAmount { get; set; }

    /// <summary>Yuan's worth of coupons that paid for the line beside it.</summary>
    public decimal CouponAmount { get; set; }

    /// <summary>Yuan's worth of points that paid for the line beside it.</summary>
    public decimal PointsAmount { get; set; }

    /// <summary>The shop's category of the article, which windows go by (<see cref="Cases.AfterSalesTerms"/>); null for none.</summary>
    public string? Category { get; set; }

    /// <summary>False for what cannot be returned without a reason: made to measure, fresh, opened.</summary>
    public bool AllowsNoReason { get; set; } = true;
}
