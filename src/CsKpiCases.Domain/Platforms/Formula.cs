namespace CsKpiCases.Domain.Platforms;

/// <summary>Which instant of a fact decides whether it lies in a window.</summary>
public enum FactBasis : byte
{
    /// <summary>Nothing is counted here: the value is an imported figure.</summary>
    Figure,

    /// <summary>A rating was given.</summary>
    RatedAt,

    /// <summary>The day of a chat.</summary>
    ChattedOn,

    /// <summary>A shipment was promised for then.</summary>
    PromisedAt,

    /// <summary>A shipment left.</summary>
    ShippedAt,

    /// <summary>A buyer applied.</summary>
    AppliedAt,

    /// <summary>An application was refunded or closed.</summary>
    ClosedAt,

    /// <summary>The platform stepped in.</summary>
    DisputedAt,

    /// <summary>A return parcel was signed for.</summary>
    ReturnSignedAt,
}

/// <summary>What of the counted makes the value.</summary>
public enum Counting : byte
{
    /// <summary>Good ones of all.</summary>
    GoodShare,

    /// <summary>Bad ones of all.</summary>
    BadShare,

    /// <summary>Good ones against a number counted elsewhere, which each further one raises (rating cards).</summary>
    GoodAgainst,

    /// <summary>Bad ones against a number counted elsewhere, which a further bad one leaves as it is (paid orders).</summary>
    BadAgainst,

    /// <summary>Mean of the seconds.</summary>
    Mean,

    /// <summary>The number of bad ones.</summary>
    Number,

    /// <summary>Nothing: see <see cref="FactBasis.Figure"/>.</summary>
    Figure,
}

/// <summary>What the counted is set against where the facts themselves do not say.</summary>
public enum Against : byte
{
    None,

    /// <summary>Orders paid in the window.</summary>
    PaidOrders,

    /// <summary>Cards by which the platform asked for a rating; an imported figure.</summary>
    RatingCards,
}

/// <summary>What one fact adds.</summary>
/// <param name="Good">Good ones; of a mean, how many were measured.</param>
/// <param name="Bad">Bad ones.</param>
/// <param name="Seconds">Of a mean, the sum.</param>
/// <param name="Group">Facts of the same group count once, and as bad when one of them is: a buyer's day, an order in several parcels.</param>
public readonly record struct Measured(long Good, long Bad, long Seconds = 0, (string Key, int Day)? Group = null)
{
    /// <summary>One good or one bad.</summary>
    public static Measured One(bool isGood, (string Key, int Day)? group = null) => new(isGood ? 1 : 0, isGood ? 0 : 1, 0, group);

    /// <summary>One measured length; what would be negative is 0.</summary>
    public static Measured Length(TimeSpan length) => new(1, 0, Math.Max(0, length.Ticks / TimeSpan.TicksPerSecond));
}

/// <summary>How an indicator is counted from facts.</summary>
/// <param name="Basis">Which facts, and which of their instants lies in the window.</param>
/// <param name="Counting">What of the counted makes the value.</param>
/// <param name="Against">What it is set against.</param>
public abstract record Formula(FactBasis Basis, Counting Counting, Against Against);

/// <summary>A formula over one kind of facts.</summary>
/// <param name="Basis">See <see cref="Formula"/>.</param>
/// <param name="Counting">See <see cref="Formula"/>.</param>
/// <param name="Of">What a fact adds, as known before an instant (UTC); null: it is not counted.</param>
/// <param name="Against">See <see cref="Formula"/>.</param>
public sealed record Formula<TFact>(FactBasis Basis, Counting Counting, Func<TFact, DateTime, Measured?> Of, Against Against = Against.None)
    : Formula(Basis, Counting, Against);

/// <summary>An indicator that only imported figures tell.</summary>
public sealed record FigureFormula() : Formula(FactBasis.Figure, Counting.Figure, Against.None);
