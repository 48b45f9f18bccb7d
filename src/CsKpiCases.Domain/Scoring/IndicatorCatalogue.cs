using static CsKpiCases.Domain.Scoring.IndicatorDirection;
using static CsKpiCases.Domain.Scoring.IndicatorUnit;

namespace CsKpiCases.Domain.Scoring;

/// <summary>Every indicator that a scheme or an assessment can name.</summary>
public static class IndicatorCatalogue
{
    private const IndicatorLevels Agent = IndicatorLevels.Agent;
    private const IndicatorLevels Shop = IndicatorLevels.Shop;

    /// <summary>All indicators: the agents' own first, then imported figures, marks, and the shop's.</summary>
    public static IReadOnlyList<Indicator> All { get; } =
    [
        new("service_score", Agent, Points, HigherIsBetter, "服务评分", "Service score"),
        new("resolution_rate", Agent | Shop, Rate, HigherIsBetter, "问题解决率", "Resolution rate"),
        new("customers_received", Agent, Count, HigherIsBetter, "接待人数", "Customers received", IsQuantity: true),
        new("return_completion_rate", Agent, Rate, HigherIsBetter, "退货完成率", "Return completion rate"),
        new("exchange_completion_rate", Agent, Rate, HigherIsBetter, "换货完成率", "Exchange completion rate"),
        new("complaint_completion_rate", Agent, Rate, HigherIsBetter, "投诉完成率", "Complaint completion rate"),
        new("first_handling_avg", Agent, Hours, LowerIsBetter, "平均首次处理时长", "Mean first handling time"),
        new("resolution_time_avg", Agent, Hours, LowerIsBetter, "平均解决时长", "Mean resolution time"),
        new("sla_judged", Agent, Count, HigherIsBetter, "已判定时限数", "Clocks judged", IsQuantity: true),
        new("sla_goal_missed", Agent, Count, LowerIsBetter, "未达目标数", "Goals missed"),
        new("sla_limit_breached", Agent, Count, LowerIsBetter, "超时数", "Limits breached"),
        new("reopen_rate", Agent, Rate, LowerIsBetter, "重新打开率", "Reopen rate"),
        new("bad_attitude_share", Agent | Shop, Rate, LowerIsBetter, "态度差评占比", "Bad attitude share"),
        new("shipping_errors", Agent, Count, LowerIsBetter, "错漏发件数", "Shipping errors"),
        new("leftover_cases", Agent, Count, LowerIsBetter, "遗留工单数", "Leftover cases"),
        new("first_reply_2min_rate", Agent | Shop, Rate, HigherIsBetter, "2 分钟首次响应率", "First reply within 2 min"),
        new("reply_3min_rate", Agent | Shop, Rate, HigherIsBetter, "3 分钟回复率", "Reply within 3 min"),
        new("avg_response_seconds", Agent | Shop, Seconds, LowerIsBetter, "平均响应时长", "Mean response time"),
        new("unreplied_count", Agent, Count, LowerIsBetter, "未回复数", "Unreplied"),
        new("conversion_rate", Agent, Rate, HigherIsBetter, "询单转化率", "Conversion rate"),
        new("average_order_value", Agent, Yuan, HigherIsBetter, "客单价", "Average order value"),
        new("items_per_order", Agent, Count, HigherIsBetter, "客件数", "Items per order"),
        new("orders", Agent, Count, HigherIsBetter, "订单数", "Orders", IsQuantity: true),
        new("sales", Agent, Yuan, HigherIsBetter, "销售额", "Sales", IsQuantity: true),
        new("order_loss_rate", Agent, Rate, LowerIsBetter, "订单流失率", "Order loss rate"),
        new("repeat_sales", Agent, Yuan, HigherIsBetter, "回购销售额", "Repeat sales", IsQuantity: true),
        new("mark:skill", Agent, Points, HigherIsBetter, "业务技能评分", "Mark: skill"),
        new("mark:attitude", Agent, Points, HigherIsBetter, "工作态度评分", "Mark: attitude"),
        new("mark:management", Agent, Points, HigherIsBetter, "管理能力评分", "Mark: management"),
        new("good_rating_rate", Shop, Rate, HigherIsBetter, "客服好评率", "Good rating rate"),
        new("on_time_shipping_rate", Shop, Rate, HigherIsBetter, "及时发货率", "On-time shipping rate"),
        new("pickup_anomaly_rate", Shop, Rate, LowerIsBetter, "揽收异常率", "Pick-up anomaly rate"),
        new("refund_only_completion", Shop, Hours, LowerIsBetter, "仅退款完结时长", "Refund-only completion time"),
        new("return_refund_completion", Shop, Hours, LowerIsBetter, "退货退款完结时长", "Return-refund completion time"),
        new("dispute_rate", Shop, Rate, LowerIsBetter, "纠纷率", "Dispute rate"),
        new("merchant_liable_dispute_rate", Shop, Rate, LowerIsBetter, "商责纠纷率", "Merchant-liable dispute rate"),
        new("refund_only_first_handling", Shop, Hours, LowerIsBetter, "仅退款首次处理时长", "Refund-only first handling time"),
        new("return_refund_first_handling", Shop, Hours, LowerIsBetter, "退货退款首次处理时长", "Return-refund first handling time"),
        new("return_receipt_handling", Shop, Hours, LowerIsBetter, "退货签收处理时长", "Return receipt handling time"),
        new("satisfaction_rate", Shop, Rate, HigherIsBetter, "满意度", "Satisfaction rate"),
        new("first_response_seconds", Shop, Seconds, LowerIsBetter, "平均首次响应时长", "Mean first response time"),
        new("reply_rate", Shop, Rate, HigherIsBetter, "回复率", "Reply rate"),
        new("discipline", Shop, Points, HigherIsBetter, "纪律性", "Discipline"),
        new("training_passed_rate", Shop, Rate, HigherIsBetter, "培训合格率", "Training passed"),
        new("consult_satisfaction", Shop, Rate, HigherIsBetter, "咨询满意度", "Consultation satisfaction"),
        new("message_left_rate", Shop, Rate, LowerIsBetter, "留言率", "Message-left rate"),
        new("refund_rate", Agent | Shop, Rate, LowerIsBetter, "退款率", "Refund rate"),
        new("refund_duration", Shop, Hours, LowerIsBetter, "退款时长", "Refund duration"),
        new("dispute_count", Shop, Count, LowerIsBetter, "纠纷数", "Disputes"),
        new("dsr", Shop, Stars, HigherIsBetter, "店铺动态评分", "Detailed seller rating"),
        new("internal_complaints", Shop, Count, LowerIsBetter, "内部投诉数", "Internal complaints"),
    ];

    private static readonly Dictionary<string, Indicator> ByKey = All.ToDictionary(i => i.Key, StringComparer.Ordinal);

    /// <summary>The indicator of a key, or null for an unknown one. Keys are matched exactly.</summary>
    public static Indicator? Find(string? key) => key is null ? null : ByKey.GetValueOrDefault(key);

    /// <summary>The indicator of a key that is known to exist.</summary>
    public static Indicator Get(string key) => ByKey[key];
}
