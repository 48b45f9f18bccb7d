using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Domain.Platforms;

/// <summary>
/// The formulas of scoring.md, 1.2 (seed 003). Each clock starts at the buyer's application, not at our logging; only
/// <see cref="ReturnRefundCompletion"/> subtracts anything. Limits are included: a reply after exactly three minutes is in time.
/// </summary>
public static class Formulas
{
    /// <summary>Stars from which a buyer is satisfied; three-level platforms say 5.</summary>
    public const int SatisfiedStars = 4;
    private const int FirstCountedHour = 8;
    private const int TwoMinutes = 120;
    private const int ThreeMinutes = 180;
    private static readonly TimeSpan PickUpWithin = TimeSpan.FromHours(24);

    /// <summary>Satisfied of all ratings.</summary>
    public static Formula GoodRatings { get; } = new Formula<Rating>(FactBasis.RatedAt, Counting.GoodShare, Satisfied);

    /// <summary>Satisfied of all rating cards, answered or not.</summary>
    public static Formula GoodRatingsOfCards { get; } = new Formula<Rating>(FactBasis.RatedAt, Counting.GoodAgainst, Satisfied, Against.RatingCards);

    /// <summary>Attitude as the reason, of the ratings that are not satisfied.</summary>
    public static Formula BadAttitude { get; } = new Formula<Rating>(
        FactBasis.RatedAt, Counting.BadShare, (r, _) => r.Stars >= SatisfiedStars ? null : Measured.One(!AttitudeReason.Names(r.Reason)));

    /// <summary>Buyer-days on which every consult from 08:00 to 24:00 was answered within three minutes.</summary>
    public static Formula BuyerDaysReplied { get; } = new Formula<ChatFact>(
        FactBasis.ChattedOn, Counting.GoodShare,
        (c, _) => c.ConsultedAt is { Hour: < FirstCountedHour } || IsUntold(c, c.RepliedIn3Minutes) ? null : Measured.One(!c.IsUnreplied && Within(c, c.RepliedIn3Minutes, ThreeMinutes) >= Human(c), DayOf(c)));

    /// <summary>Sessions whose first answer by a person came within two minutes.</summary>
    public static Formula SessionsIn2Minutes { get; } = new Formula<ChatFact>(
        FactBasis.ChattedOn, Counting.GoodShare, (c, _) => IsUntold(c, c.RepliedIn2Minutes) ? null : Sessions(c, Within(c, c.RepliedIn2Minutes, TwoMinutes)));

    /// <summary>Sessions in which a person always answered within three minutes.</summary>
    public static Formula SessionsIn3Minutes { get; } = new Formula<ChatFact>(
        FactBasis.ChattedOn, Counting.GoodShare, (c, _) => IsUntold(c, c.RepliedIn3Minutes) ? null : Sessions(c, Within(c, c.RepliedIn3Minutes, ThreeMinutes)));

    /// <summary>Buyer-days that were answered at all.</summary>
    public static Formula Replied { get; } = new Formula<ChatFact>(FactBasis.ChattedOn, Counting.GoodShare, (c, _) => Measured.One(!c.IsUnreplied, DayOf(c)));

    /// <summary>Mean seconds to the first answer of a day.</summary>
    public static Formula FirstResponse { get; } = new Formula<ChatFact>(
        FactBasis.ChattedOn, Counting.Mean, (c, _) => c.FirstReplySeconds is { } seconds ? new Measured(1, 0, Math.Max(0, seconds)) : null);

    /// <summary>Mean seconds to an answer, over the sessions with a person; over all where those are not told.</summary>
    public static Formula AverageResponse { get; } = new Formula<ChatFact>(
        FactBasis.ChattedOn, Counting.Mean,
        (c, _) => c.AverageReplySeconds is { } seconds && (c.HumanSessions ?? c.Sessions) is > 0 and var sessions ? new Measured(sessions, 0, Math.Max(0, seconds) * sessions) : null);

    /// <summary>Orders sent within the promise, of those that were due; not the unsent ones for which a refund was asked within it.</summary>
    public static Formula OnTimeShipping { get; } = new Formula<Shipment>(FactBasis.PromisedAt, Counting.GoodShare, OnTime);

    /// <summary>Orders without a courier's scan within 24 h; not those for which a refund was asked in that time, before any scan.</summary>
    public static Formula PickUpAnomalies { get; } = new Formula<Shipment>(FactBasis.ShippedAt, Counting.BadShare, PickedUp);

    /// <summary>From application to refunded or closed.</summary>
    public static Formula RefundOnlyCompletion { get; } = Lengths(FactBasis.ClosedAt, ApplicationKind.RefundOnly, (a, _) => a.ClosedAt - a.AppliedAt);

    /// <summary>The same, less the buyer's time: from the seller's consent to the tracking number, the lapse or the cancellation.</summary>
    public static Formula ReturnRefundCompletion { get; } = Lengths(FactBasis.ClosedAt, ApplicationKind.ReturnRefund, (a, _) => a.ClosedAt - a.AppliedAt - BuyersTime(a));

    /// <summary>From application to the seller's first act.</summary>
    public static Formula RefundOnlyFirstHandling { get; } = Lengths(FactBasis.AppliedAt, ApplicationKind.RefundOnly, (a, known) => Before(a.FirstHandledAt, known) - a.AppliedAt);

    /// <summary>From application to the seller's first act.</summary>
    public static Formula ReturnRefundFirstHandling { get; } = Lengths(FactBasis.AppliedAt, ApplicationKind.ReturnRefund, (a, known) => Before(a.FirstHandledAt, known) - a.AppliedAt);

    /// <summary>From the signing for the return parcel to the seller's next act.</summary>
    public static Formula ReturnReceiptHandling { get; } = Lengths(FactBasis.ReturnSignedAt, ApplicationKind.ReturnRefund, (a, known) => Before(a.ReceiptHandledAt, known) - a.ReturnSignedAt);

    /// <summary>Applications taken to the platform, against paid orders.</summary>
    public static Formula Disputes { get; } = new Formula<AfterSalesApplication>(FactBasis.DisputedAt, Counting.BadAgainst, (_, _) => Measured.One(isGood: false), Against.PaidOrders);

    /// <summary>Their number.</summary>
    public static Formula DisputeNumber { get; } = new Formula<AfterSalesApplication>(FactBasis.DisputedAt, Counting.Number, (_, _) => Measured.One(isGood: false), Against.PaidOrders);

    /// <summary>Disputes ruled the seller's fault, of closed refunds.</summary>
    public static Formula LiableDisputes { get; } = new Formula<AfterSalesApplication>(
        FactBasis.ClosedAt, Counting.BadShare,
        (a, known) => IsRefund(a) ? Measured.One(!(a.DisputedAt is not null && a.IsSellersFault == true && (a.RuledAt is null || a.RuledAt < known))) : null);

    /// <summary>Orders that money went back for, against paid orders.</summary>
    public static Formula RefundedOrders { get; } = new Formula<AfterSalesApplication>(
        FactBasis.ClosedAt, Counting.BadAgainst, (a, _) => a.IsRefunded ? Measured.One(isGood: false, (a.OrderNumber, 0)) : null, Against.PaidOrders);

    /// <summary>From application to the refund.</summary>
    public static Formula RefundDuration { get; } = new Formula<AfterSalesApplication>(
        FactBasis.ClosedAt, Counting.Mean, (a, _) => IsRefund(a) && a is { IsRefunded: true, ClosedAt: { } closed } ? Measured.Length(closed - a.AppliedAt) : null);

    /// <summary>Nothing to count: imported figures alone.</summary>
    public static Formula ImportedFigure { get; } = new FigureFormula();

    private static Formula<AfterSalesApplication> Lengths(FactBasis basis, ApplicationKind kind, Func<AfterSalesApplication, DateTime, TimeSpan?> length) =>
        new(basis, Counting.Mean, (a, known) => a.Kind == kind && length(a, known) is { } taken ? Measured.Length(taken) : null);

    private static Measured? Satisfied(Rating rating, DateTime known) => Measured.One(rating.Stars >= SatisfiedStars);

    private static Measured? OnTime(Shipment shipment, DateTime known)
    {
        if (shipment.PromisedAt is not { } promised || promised >= known) return null;
        var shipped = Before(shipment.ShippedAt, known);
        if (shipped is null && shipment.RefundAppliedAt <= promised) return null;
        return Measured.One(shipped <= promised, (shipment.OrderNumber, 0));
    }

    private static Measured? PickedUp(Shipment shipment, DateTime known)
    {
        if (shipment.ShippedAt is not { } shipped) return null;
        var due = shipped + PickUpWithin;
        var gaveUp = shipment.RefundAppliedAt is { } asked && asked >= shipped && asked <= due && !(shipment.PickedUpAt <= asked);
        return gaveUp ? null : Measured.One(shipment.PickedUpAt <= due, (shipment.OrderNumber, 0));
    }

    private static TimeSpan BuyersTime(AfterSalesApplication application)
    {
        if (application is not { ConsentedAt: { } consented, ClosedAt: { } closed }) return TimeSpan.Zero;
        // What was never sent back lapsed, and its closing ended the wait.
        var sent = application.ReturnSentAt is { } at && at < closed ? at : closed;
        return sent > consented ? sent - consented : TimeSpan.Zero;
    }

    private static bool IsRefund(AfterSalesApplication application) => application.Kind is ApplicationKind.RefundOnly or ApplicationKind.ReturnRefund;

    private static DateTime? Before(DateTime? at, DateTime known) => at < known ? at : null;

    private static (string Key, int Day) DayOf(ChatFact chat) => (chat.PlatformBuyerId, chat.ChattedOn.DayNumber);

    private static int Human(ChatFact chat) => chat.HumanSessions ?? chat.Sessions;

    /// <summary>The list says nothing of how fast it was answered: no data, not an answer that came late.</summary>
    private static bool IsUntold(ChatFact chat, int? told) => told is null && chat.FirstReplySeconds is null && !chat.IsUnreplied;

    private static int Within(ChatFact chat, int? told, int seconds) => told ?? (!chat.IsUnreplied && chat.FirstReplySeconds <= seconds ? Human(chat) : 0);

    private static Measured? Sessions(ChatFact chat, int replied)
    {
        var human = Human(chat);
        var good = Math.Clamp(replied, 0, human);
        return human <= 0 ? null : new Measured(good, human - good);
    }
}
