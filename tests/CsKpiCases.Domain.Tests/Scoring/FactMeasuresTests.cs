using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Domain.Tests.Scoring;

/// <summary>The indicators of imported facts, hand-counted (scoring.md, 1.1).</summary>
public sealed class FactMeasuresTests
{
    private static readonly DateOnly Day = new(2026, 2, 10);
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly Shift[] Shifts =
    [
        new() { Id = 1, StartsAt = new TimeOnly(8, 30), EndsAt = new TimeOnly(16, 0) },
        new() { Id = 2, StartsAt = new TimeOnly(16, 0), EndsAt = new TimeOnly(23, 30) },
    ];

    [Fact]
    public void Chats_OfSessions_CountWhatAPersonAnsweredInTime()
    {
        ChatFact[] chats =
        [
            Chat(1, "a", sessions: 3, human: 2, in2: 1, in3: 2, average: 10),
            Chat(2, "b", sessions: 2, first: 150, average: 40),
            Chat(3, "c", unreplied: true),
            Chat(4, "d"),
        ];

        var measured = ChatMeasures.Of(chats, ReplyBasis.Sessions);

        Assert.Equal([1, 2, 3, 4], measured.ChatIds);
        // 2 + 2 + 1 sessions with a person; nothing is known of the fourth
        Assert.Equal((1m, 5m, 0.2m), Parts(measured, "first_reply_2min_rate"));
        Assert.Equal((4m, 5m, 0.8m), Parts(measured, "reply_3min_rate"));
        Assert.Equal([1, 2, 3], Of(measured, "reply_3min_rate").SourceIds);
        // (10 × 2 + 40 × 2) / 4
        Assert.Equal(25m, Of(measured, "avg_response_seconds").Value);
        Assert.Equal((1m, 3L), (Of(measured, "unreplied_count").Value!.Value, Assert.Single(Of(measured, "unreplied_count").SourceIds)));
    }

    [Fact]
    public void Chats_OfBuyerDays_CountABuyerOnceAndOnlyFromEightOn()
    {
        ChatFact[] chats =
        [
            Chat(1, "a", first: 30, at: new TimeOnly(8, 0)), Chat(2, "a", first: 300, at: new TimeOnly(20, 0)), Chat(3, "b", first: 180), Chat(4, "c", first: 999, at: new TimeOnly(7, 59)),
        ];

        Assert.Equal((1m, 2m, 0.5m), Parts(ChatMeasures.Of(chats, ChatMeasures.BasisOf(Platform.Kuaishou)), "reply_3min_rate"));
        Assert.Equal((2m, 4m, 0.5m), Parts(ChatMeasures.Of(chats, ChatMeasures.BasisOf(Platform.Douyin)), "reply_3min_rate"));
    }

    [Fact]
    public void Chats_ThatSayNothing_AreNoData()
    {
        Assert.Empty(ChatMeasures.Of([], ReplyBasis.Sessions).Facts);
        Assert.Equal(["unreplied_count"], ChatMeasures.Of([Chat(1, "a")], ReplyBasis.Sessions).Facts.Select(f => f.Indicator));
    }

    [Fact]
    public void Sales_OfAMonth_CountPaidOrdersAndLostOnes()
    {
        SoldOrder[] orders =
        [
            new(1, IsPlaced: true, IsPaid: true, 100, 2, IsWonBack: true, IsLost: false),
            new(2, IsPlaced: false, IsPaid: true, 50.5m, 1, IsWonBack: false, IsLost: false),
            new(3, IsPlaced: true, IsPaid: false, 0, 1, IsWonBack: false, IsLost: true),
            new(4, IsPlaced: true, IsPaid: false, 0, 1, IsWonBack: false, IsLost: false),
        ];

        var measured = SalesMeasures.Of(orders);

        Assert.Equal([1, 2], measured.PaidOrderIds);
        var values = measured.Facts.ToDictionary(f => f.Indicator, f => f.Value!.Value);
        Assert.Equal((2m, 150.5m, 100m, 75.25m, 1.5m), (values["orders"], values["sales"], values["repeat_sales"], values["average_order_value"], values["items_per_order"]));
        Assert.Equal(1m / 3, values["order_loss_rate"]);
        Assert.Empty(SalesMeasures.Of([]).Facts);
        Assert.DoesNotContain(SalesMeasures.Of([orders[3]]).Facts, f => f.Indicator is "average_order_value" or "items_per_order");
    }

    [Theory]
    [InlineData("2026-02-10T02:00", "2026-02-10T15:30")] // 10:00 in the first shift: over with the second
    [InlineData("2026-02-10T00:30", "2026-02-10T15:30")] // at its very start
    [InlineData("2026-02-10T08:00", "2026-02-11T08:00")] // 16:00, the second shift's first instant: over with tomorrow's first
    [InlineData("2026-02-09T18:00", "2026-02-10T15:30")] // 2:00 at night: as if logged in the morning
    public void Leftovers_LoggedAt_AreDueAtTheEndOfTheNextShift(string loggedAt, string dueAt) =>
        Assert.Equal(Utc(dueAt), Leftovers.DueAt(Shanghai, Shifts, Utc(loggedAt)));

    [Fact]
    public void Leftovers_WithoutShifts_AreNotKnown()
    {
        Assert.Null(Leftovers.DueAt(Shanghai, [], Utc("2026-02-10T02:00")));
        Assert.Equal(Utc("2026-02-11T08:00"), Leftovers.DueAt(Shanghai, [Shifts[0]], Utc("2026-02-10T02:00")));
    }

    [Fact]
    public void Figures_OfAMonth_AreTheWholeOneOrWhatPartsAddUpTo()
    {
        var (first, last) = (new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28));
        IndicatorFact? Of(string indicator, params ShopFigure[] figures) => FigureOfMonth.Of(IndicatorCatalogue.Get(indicator), first, last, figures);

        Assert.Equal((0.4m, true, 1L), Whole(Of("conversion_rate", Figure(1, 1, 28, 0.4m), Figure(2, 1, 14, 0.9m))));
        Assert.Equal(30m, Of("sales", Figure(1, 1, 14, 10), Figure(2, 15, 28, 20))!.Value);
        Assert.Equal(0.5m, Of("conversion_rate", Figure(1, 1, 14, 0.25m, 1, 4), Figure(2, 15, 28, 0.75m, 3, 4))!.Value);
        Assert.Null(Of("conversion_rate", Figure(1, 1, 14, 0.25m), Figure(2, 15, 28, 0.75m)));
        Assert.Null(Of("items_per_order", Figure(1, 1, 14, 2), Figure(2, 15, 28, 3)));
        Assert.Null(Of("sales", Figure(1, 1, 14, 10), Figure(2, 14, 28, 20)));
        Assert.Null(Of("sales"));
    }

    [Fact]
    public void Figures_OfAShopsMonth_SayNothingWhereDaysAreMissing()
    {
        var (first, last) = (new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28));
        decimal? Of(string indicator, params ShopFigure[] figures) => FigureOfMonth.OfEveryDay(IndicatorCatalogue.Get(indicator), first, last, figures)?.Value;
        decimal? Amount(params ShopFigure[] figures) => FigureOfMonth.AmountOfEveryDay(first, last, figures);

        Assert.Equal(3, Of("dispute_count", Figure(1, 1, 14, 1), Figure(2, 15, 28, 2)));
        Assert.Null(Of("dispute_count", Figure(1, 1, 7, 1)));
        Assert.Null(Of("dispute_count", Figure(1, 1, 14, 1), Figure(2, 16, 28, 2)));
        Assert.Equal(120_000, Amount(Figure(1, 1, 28, 120_000), Figure(2, 1, 14, 60_000), Figure(3, 15, 28, 60_000)));
        Assert.Equal(110_000, Amount(Figure(1, 1, 28, 120_000), Figure(4, 1, 28, 110_000)));
        Assert.Equal(90_000, Amount(Figure(2, 1, 14, 50_000), Figure(3, 15, 28, 40_000)));
        Assert.Null(Amount(Figure(2, 3, 3, 4_000)));
        Assert.Null(Amount());
    }

    [Fact]
    public void Facts_ImportedFigure_FillsOnlyWhereNothingIsOurOwn()
    {
        var facts = new AgentFacts
        {
            Ratings = new RatingFacts(1, 4, [9]),
            ChatIds = [1, 2],
            Others =
            [
                new IndicatorFact("service_score", 99, null, null, [7], IsImported: true), new IndicatorFact("resolution_rate", 0.9m, null, null, [8], IsImported: true),
                new IndicatorFact("reply_3min_rate", 0.5m, 1, 2, []), new IndicatorFact("avg_response_seconds", 3, null, null, [5], IsImported: true),
            ],
        };

        Assert.Equal((80m, false), (facts.Of("service_score").Value, facts.Of("service_score").IsImported));
        Assert.Equal((0.9m, true), (facts.Of("resolution_rate").Value, facts.Of("resolution_rate").IsImported));
        Assert.Equal([1, 2], facts.Of("reply_3min_rate").SourceIds);
        Assert.Equal([5], facts.Of("avg_response_seconds").SourceIds);
        Assert.Null(facts.Of("sales").Value);
    }

    [Theory]
    [InlineData("客服态度敷衍", true)]
    [InlineData("RUDE answer", true)]
    [InlineData("等太久了", false)]
    [InlineData(null, false)]
    public void Attitude_OfAReason_IsNamed(string? reason, bool named) => Assert.Equal(named, AttitudeReason.Names(reason));

    [Fact]
    public void Absence_OfAYear_LeavesOutAboveSixtyDays()
    {
        Assert.Equal(1.5m, LongAbsence.DaysOf([(1, 0), (1, 0.5m), (0, 1), (1, 1)]));
        Assert.False(LongAbsence.IsExcluded(60));
        Assert.True(LongAbsence.IsExcluded(60.5m));
        Assert.False(LongAbsence.IsExcluded(null));
        Assert.Equal(new DateOnly(2025, 3, 1), LongAbsence.SpanFrom(new CalendarMonth(2026, 2)));
    }

    private static (decimal, bool, long) Whole(IndicatorFact? fact) => (fact!.Value!.Value, fact.IsImported, Assert.Single(fact.SourceIds));

    private static ShopFigure Figure(long id, int from, int to, decimal value, decimal? numerator = null, decimal? denominator = null) =>
        new() { Id = id, From = new DateOnly(2026, 2, from), To = new DateOnly(2026, 2, to), Value = value, Numerator = numerator, Denominator = denominator };

    private static ChatFact Chat(long id, string buyer, int sessions = 1, int? human = null, int? in2 = null, int? in3 = null, long? first = null, long? average = null, bool unreplied = false, TimeOnly? at = null) => new()
    {
        Id = id, ChattedOn = Day, PlatformBuyerId = buyer, Sessions = sessions, HumanSessions = human, RepliedIn2Minutes = in2, RepliedIn3Minutes = in3,
        FirstReplySeconds = first, AverageReplySeconds = average, IsUnreplied = unreplied, ConsultedAt = at,
    };

    private static IndicatorFact Of(ChatMeasures measured, string indicator) => measured.Facts.Single(f => f.Indicator == indicator);

    private static (decimal?, decimal?, decimal?) Parts(ChatMeasures measured, string indicator) => (Of(measured, indicator).Numerator, Of(measured, indicator).Denominator, Of(measured, indicator).Value);

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
