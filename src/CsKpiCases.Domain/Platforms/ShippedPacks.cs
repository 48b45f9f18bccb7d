using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Domain.Platforms;

/// <summary>The platforms' packs as shipped (scoring.md, 1.2). Where a source names no window, the calendar month is taken.</summary>
public static class ShippedPacks
{
    private const WindowKind Week = WindowKind.NaturalWeek;
    private const WindowKind Month = WindowKind.NaturalMonth;
    private const WindowKind Days30 = WindowKind.Last30Days;
    private const WindowKind Half = WindowKind.HalfMonth;

    /// <summary>Kuaishou, in force from 5 October 2022, with the monthly share of bad attitude (seed 003).</summary>
    public static PlatformPack Kuaishou { get; } = new("kuaishou", "快手", "Kuaishou",
    [
        Line("good_rating_rate", Formulas.GoodRatings, Week, 0.90m, Violation(0.80m)),
        Line("good_rating_rate", Formulas.GoodRatingsOfCards, Days30, 0.90m) with { Key = "good_rating_rate_30d" },
        Line("reply_3min_rate", Formulas.BuyerDaysReplied, Week, 0.90m, Violation(0.70m)),
        Line("reply_3min_rate", Formulas.BuyerDaysReplied, Days30, 0.90m) with { Key = "reply_3min_rate_30d" },
        Line("on_time_shipping_rate", Formulas.OnTimeShipping, Days30, 1m, LowestMark(0.8947m)),
        Line("pickup_anomaly_rate", Formulas.PickUpAnomalies, WindowKind.Days33To4, 0m, Gate(0.04m)),
        Line("refund_only_completion", Formulas.RefundOnlyCompletion, Days30, 2m, LowestMark(14m)),
        Line("return_refund_completion", Formulas.ReturnRefundCompletion, Days30, 55m, LowestMark(150m)),
        Line("dispute_rate", Formulas.Disputes, Days30, 0.005m, Violation(0.005m, 5)),
        Line("merchant_liable_dispute_rate", Formulas.LiableDisputes, Days30, 0m, Gate(0.002m, 4)) with { Consequence = Consequence.StarGate },
        Line("refund_only_first_handling", Formulas.RefundOnlyFirstHandling, Days30, 2m, Violation(12m)),
        Line("return_refund_first_handling", Formulas.ReturnRefundFirstHandling, Days30, 4m, Violation(24m)),
        Line("return_receipt_handling", Formulas.ReturnReceiptHandling, Days30, 12m, Violation(24m)),
        Line("bad_attitude_share", Formulas.BadAttitude, Month, 0.06m, Violation(0.06m) with { IsAllowed = true }) with { Consequence = Consequence.ByGravity },
    ],
    new DateOnly(2022, 10, 5));

    /// <summary>Douyin: half-months, assessed on the 1st and the 16th; a missed target bars the shop from campaigns (seed 003).</summary>
    public static PlatformPack Douyin { get; } = new("douyin", "抖音", "Douyin",
    [
        Line("first_reply_2min_rate", Formulas.SessionsIn2Minutes, Half, 0.85m) with { Consequence = Consequence.CampaignsBarred },
        Line("reply_3min_rate", Formulas.SessionsIn3Minutes, Half, 0.80m) with { Consequence = Consequence.CampaignsBarred },
        Line("satisfaction_rate", Formulas.GoodRatings, Half, 0.80m) with { Consequence = Consequence.CampaignsBarred },
    ]);

    /// <summary>JD (seed 002): the target of 60% is for reception by a machine alone, which our ratings do not tell.</summary>
    public static PlatformPack JingDong { get; } = new("jd", "京东", "JD",
    [
        Line("satisfaction_rate", Formulas.ImportedFigure, Month, 0.60m),
        Line("consult_satisfaction", Formulas.GoodRatings, Month),
        Line("avg_response_seconds", Formulas.AverageResponse, Month),
        Line("message_left_rate", Formulas.ImportedFigure, Month),
    ]);

    /// <summary>Pinduoduo: the reply rate, and satisfaction, resolution, efficiency, discipline, training (seed 003); it names no targets.</summary>
    public static PlatformPack Pinduoduo { get; } = new("pinduoduo", "拼多多", "Pinduoduo",
    [
        Line("reply_rate", Formulas.Replied, Month),
        Line("satisfaction_rate", Formulas.GoodRatings, Month),
        Line("resolution_rate", Formulas.ImportedFigure, Month),
        Line("avg_response_seconds", Formulas.AverageResponse, Month),
        Line("discipline", Formulas.ImportedFigure, Month),
        Line("training_passed_rate", Formulas.ImportedFigure, Month),
    ]);

    /// <summary>The house rule of a Tmall shop: first and mean response within 15 s (seed 003).</summary>
    public static PlatformPack Tmall { get; } = new("tmall", "天猫店铺制度", "Tmall house rule",
    [
        Line("first_response_seconds", Formulas.FirstResponse, Month, 15m),
        Line("avg_response_seconds", Formulas.AverageResponse, Month, 15m),
    ]);

    /// <summary>What every shop looks at (seed 000, I); targets are each shop's own.</summary>
    public static PlatformPack Generic { get; } = new("generic", "通用售后指标", "General after-sales",
    [
        Line("refund_rate", Formulas.RefundedOrders, Month),
        Line("refund_duration", Formulas.RefundDuration, Month),
        Line("dispute_count", Formulas.DisputeNumber, Month),
        Line("dsr", Formulas.ImportedFigure, Month),
        Line("internal_complaints", Formulas.ImportedFigure, Month),
    ]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PlatformPack> All { get; } = [Kuaishou, Douyin, JingDong, Pinduoduo, Tmall, Generic];

    /// <summary>The pack of a key; null for none.</summary>
    public static PlatformPack? Find(string? key) => All.FirstOrDefault(pack => pack.Key == key);

    private static PackLine Line(string indicator, Formula formula, WindowKind window, decimal? target = null, Threshold? threshold = null) => new(
        indicator, IndicatorCatalogue.Get(indicator), formula, window, target, threshold,
        threshold?.Kind switch { ThresholdKind.Violation => Consequence.Violation, ThresholdKind.LowestMark => Consequence.LowestMark, ThresholdKind.Gate => Consequence.ScoreGate, _ => Consequence.None });

    private static Threshold Violation(decimal value, long leastCount = 0) => new(ThresholdKind.Violation, value, leastCount);

    private static Threshold LowestMark(decimal value) => new(ThresholdKind.LowestMark, value);

    private static Threshold Gate(decimal value, long leastCount = 0) => new(ThresholdKind.Gate, value, leastCount);
}
