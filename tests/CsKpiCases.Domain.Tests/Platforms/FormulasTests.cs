using CsKpiCases.Domain.Platforms;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Domain.Tests.Platforms;

public sealed class FormulasTests
{
    private static readonly DateTime Start = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Known = Start.AddDays(30);

    [Theory]
    [InlineData(5, null, true)]
    [InlineData(4, null, true)]
    [InlineData(3, null, false)]
    [InlineData(1, null, false)]
    public void Rating_BySatisfaction_IsGoodOrBad(int stars, string? reason, bool good) =>
        Assert.Equal(Measured.One(good), Of(Formulas.GoodRatings, new Rating { Stars = stars, Reason = reason }));

    [Theory]
    [InlineData(5, "态度很好", null)] // praise is no complaint
    [InlineData(3, "服务态度差", false)]
    [InlineData(1, "Bad attitude", false)]
    [InlineData(3, "发货慢", true)]
    [InlineData(3, null, true)]
    public void Rating_ByAttitude_CountsOnlyBelowSatisfied(int stars, string? reason, bool? good) =>
        Assert.Equal(good is { } known ? Measured.One(known) : null, Of(Formulas.BadAttitude, new Rating { Stars = stars, Reason = reason }));

    [Theory]
    [InlineData("07:59:59", 10, null)]
    [InlineData("08:00:00", 180, true)]
    [InlineData("23:59:59", 181, false)]
    [InlineData(null, 180, true)]
    public void Consult_FromEightToMidnight_IsJudgedByThreeMinutes(string? at, int seconds, bool? good)
    {
        var chat = new ChatFact { PlatformBuyerId = "b", ChattedOn = new(2026, 11, 3), ConsultedAt = at is null ? null : TimeOnly.Parse(at, null), Sessions = 1, FirstReplySeconds = seconds };

        Assert.Equal(good, Of(Formulas.BuyerDaysReplied, chat) is { } counted ? counted.Good == 1 : null);
    }

    [Fact]
    public void Consults_OfOneBuyerOnTwoDays_AreTwoBuyerDaysAndOneLateAnswerSpoilsItsDay()
    {
        var counter = new Counter(Counting.GoodShare);
        foreach (var (day, seconds) in new[] { (3, 20), (3, 400), (4, 20) })
        {
            counter.Add(Of(Formulas.BuyerDaysReplied, new ChatFact { PlatformBuyerId = "b", ChattedOn = new(2026, 11, day), Sessions = 1, FirstReplySeconds = seconds })!.Value);
        }

        Assert.Equal(new Tally(Counting.GoodShare, 1, 1), counter.Sum());
    }

    [Theory]
    [InlineData(null, null, null, 100, 3, 0)]
    [InlineData(2, 1, null, 100, 1, 1)]
    [InlineData(2, null, null, 121, 0, 2)]
    [InlineData(0, null, null, 10, -1, 0)] // a machine alone: never handed to a person
    public void Sessions_HandedToAPerson_AreCountedOneByOne(int? human, int? in2, int? in3, int seconds, int good, int bad)
    {
        var chat = new ChatFact { Sessions = 3, HumanSessions = human, RepliedIn2Minutes = in2, RepliedIn3Minutes = in3, FirstReplySeconds = seconds };

        Assert.Equal(good < 0 ? null : new Measured(good, bad), Of(Formulas.SessionsIn2Minutes, chat));
    }

    [Theory]
    [InlineData(48, null, true)] // at the promise itself
    [InlineData(49, null, false)]
    [InlineData(null, null, false)]
    [InlineData(null, 48, null)] // asked within the promise, never sent
    [InlineData(null, 49, false)]
    [InlineData(47, 20, true)] // sent all the same
    [InlineData(49, 20, false)]
    public void Shipment_ByItsPromise_IsOnTimeLateOrOut(int? shippedAfter, int? refundAfter, bool? good)
    {
        var shipment = new Shipment { OrderNumber = "o", PromisedAt = Start.AddHours(48), ShippedAt = After(shippedAfter), RefundAppliedAt = After(refundAfter) };

        Assert.Equal(Judged(good), Of(Formulas.OnTimeShipping, shipment));
    }

    [Fact]
    public void Shipment_PromisedForLater_IsNotDueYet() =>
        Assert.Null(Of(Formulas.OnTimeShipping, new Shipment { OrderNumber = "o", PromisedAt = Known, ShippedAt = Start }));

    [Theory]
    [InlineData(24, null, true)]
    [InlineData(25, null, false)]
    [InlineData(null, null, false)]
    [InlineData(null, 24, null)] // asked within 24 h, before any scan
    [InlineData(null, 25, false)]
    [InlineData(30, 10, null)]
    [InlineData(5, 10, true)] // asked after the scan
    [InlineData(30, -1, false)] // asked before it was sent
    public void Shipment_ByItsFirstScan_IsPickedUpAnomalousOrOut(int? pickedUpAfter, int? refundAfter, bool? good)
    {
        var shipment = new Shipment { OrderNumber = "o", ShippedAt = Start, PickedUpAt = After(pickedUpAfter), RefundAppliedAt = After(refundAfter) };

        Assert.Equal(Judged(good), Of(Formulas.PickUpAnomalies, shipment));
    }

    [Fact]
    public void Order_InTwoParcels_IsOneOrder()
    {
        var counter = new Counter(Counting.BadShare);
        foreach (var hours in new[] { 3, 40 }) counter.Add(Of(Formulas.PickUpAnomalies, new Shipment { OrderNumber = "o", ShippedAt = Start, PickedUpAt = After(hours) })!.Value);

        Assert.Equal(new Tally(Counting.BadShare, 0, 1), counter.Sum());
    }

    [Theory]
    [InlineData(10, 30, 20)]
    [InlineData(10, null, 90)] // it lapsed: all after the consent was the buyer's
    [InlineData(10, 200, 90)]
    [InlineData(null, 30, 0)]
    [InlineData(30, 10, 0)]
    public void Completion_OfAReturn_LeavesOutTheBuyersTimeAndNothingElse(int? consented, int? sent, int buyers)
    {
        var application = Application(ApplicationKind.ReturnRefund, a => (a.ConsentedAt, a.ReturnSentAt, a.ClosedAt) = (After(consented), After(sent), After(100)));

        Assert.Equal(100 - buyers, Hours(Formulas.ReturnRefundCompletion, application));
        application.Kind = ApplicationKind.RefundOnly;
        Assert.Equal(100, Hours(Formulas.RefundOnlyCompletion, application));
        Assert.Null(Hours(Formulas.ReturnRefundCompletion, application));
    }

    [Fact]
    public void FirstHandling_RunsFromTheApplicationWithoutPause()
    {
        var application = Application(ApplicationKind.ReturnRefund, a => (a.ConsentedAt, a.ReturnSentAt, a.FirstHandledAt) = (After(3), After(90), After(4)));
        Assert.Equal(4, Hours(Formulas.ReturnRefundFirstHandling, application));
        Assert.Null(Hours(Formulas.RefundOnlyFirstHandling, application));
        application.FirstHandledAt = Known;
        Assert.Null(Hours(Formulas.ReturnRefundFirstHandling, application));
    }

    [Fact]
    public void ReceiptHandling_RunsFromTheSigning() =>
        Assert.Equal(7, Hours(Formulas.ReturnReceiptHandling, Application(ApplicationKind.ReturnRefund, a => (a.ReturnSignedAt, a.ReceiptHandledAt) = (After(50), After(57)))));

    [Theory]
    [InlineData(ApplicationKind.RefundOnly, true, true, false)]
    [InlineData(ApplicationKind.ReturnRefund, true, false, true)]
    [InlineData(ApplicationKind.ReturnRefund, true, null, true)]
    [InlineData(ApplicationKind.ReturnRefund, false, true, true)]
    [InlineData(ApplicationKind.Exchange, true, true, null)]
    public void LiableDispute_OfClosedRefunds_IsOneRuledTheSellersFault(ApplicationKind kind, bool disputed, bool? fault, bool? good)
    {
        var application = Application(kind, a => (a.ClosedAt, a.DisputedAt, a.IsSellersFault) = (After(9), disputed ? After(5) : null, fault));

        Assert.Equal(good is { } known ? Measured.One(known) : null, Of(Formulas.LiableDisputes, application));
    }

    [Fact]
    public void RatingCards_AreWhatSatisfiedRatingsAreSetAgainst()
    {
        Assert.Equal(0.4m, new Tally(Counting.GoodAgainst, 40, 5, 0, 100).Value(Domain.Scoring.IndicatorUnit.Rate));
        Assert.Equal(0.8m, new Tally(Counting.GoodAgainst, 40, 10, 0, 30).Value(Domain.Scoring.IndicatorUnit.Rate)); // more ratings than cards
        Assert.Null(new Tally(Counting.GoodAgainst, 40, 10).Value(Domain.Scoring.IndicatorUnit.Rate));
    }

    private static Measured? Of<TFact>(Formula formula, TFact fact) => ((Formula<TFact>)formula).Of(fact, Known);

    private static Measured? Judged(bool? good) => good is { } known ? Measured.One(known, ("o", 0)) : null;

    private static long? Hours(Formula formula, AfterSalesApplication application) => Of(formula, application)?.Seconds / 3600;

    private static DateTime? After(int? hours) => hours is { } known ? Start.AddHours(known) : null;

    private static AfterSalesApplication Application(ApplicationKind kind, Action<AfterSalesApplication> set)
    {
        var application = new AfterSalesApplication { Kind = kind, AppliedAt = Start };
        set(application);
        return application;
    }
}
