using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Domain.Cases;

/// <summary>
/// The words of Taobao, Tmall, JD, Pinduoduo, Douyin and Kuaishou for an application. They change with every release of a
/// platform, so a word is known by what it contains, the more telling part first.
/// </summary>
public static class PlatformWords
{
    private static readonly (PlatformStanding Standing, string[] Parts)[] Standings =
    [
        (PlatformStanding.UnderReview, ["待执行"]),
        (PlatformStanding.AwaitingReturn, ["买家退货", "用户退货", "客户退货", "待退货", "返件", "买家寄回", "用户寄回", "客户寄回", "待寄回", "awaiting return"]),
        (PlatformStanding.AwaitingReceipt, ["买家确认收货", "用户确认收货", "待买家收货", "待用户收货", "待客户收货", "待客户确认", "awaiting receipt"]),
        (PlatformStanding.ReturnInTransit, ["卖家确认收货", "商家确认收货", "待卖家收货", "待商家收货", "待收退货", "待收货", "买家已退货", "买家已经退货", "退货中", "待签收", "return in transit"]),
        (PlatformStanding.AwaitingOutbound, ["待商家发货", "待卖家发货", "等待卖家发货", "等待商家发货", "待发货", "待补寄", "换货中", "补寄中", "awaiting outbound"]),
        (PlatformStanding.Cancelled, ["关闭", "撤销", "取消", "失效", "closed", "cancelled"]),
        (PlatformStanding.Refused, ["拒绝", "驳回", "不通过", "未通过", "待买家处理", "待用户处理", "买家修改", "refused", "rejected"]),
        (PlatformStanding.Done, ["成功", "完成", "完结", "已退款", "refunded", "completed"]),
        (PlatformStanding.Refunding, ["退款中", "待退款", "退款处理中", "退款执行中", "打款", "退款失败", "同意退款", "refunding"]),
        (PlatformStanding.UnderReview, ["介入", "平台处理", "仲裁", "举证", "under review"]),
        (PlatformStanding.Waiting, ["卖家同意", "商家同意", "卖家处理", "商家处理", "待处理", "审核", "申请", "waiting", "pending"]),
    ];

    private static readonly (ApplicationKind Kind, string[] Parts)[] Kinds =
    [
        (ApplicationKind.RefundOnly, ["仅退款", "无需退货", "未发货", "refund only"]),
        (ApplicationKind.Exchange, ["换货", "换新", "exchange"]),
        (ApplicationKind.Reshipment, ["补寄", "补发", "reshipment"]),
        (ApplicationKind.ReturnRefund, ["退货", "return"]),
        (ApplicationKind.RefundOnly, ["退款", "refund"]),
        (ApplicationKind.Other, ["维修", "价保", "赔付", "其他", "other"]),
    ];

    private static readonly (DisputeRuling Ruling, string[] Parts)[] Rulings =
    [
        (DisputeRuling.Shared, ["双方", "共同", "shared"]),
        (DisputeRuling.Nobody, ["无责", "非买卖", "平台", "nobody", "platform"]),
        (DisputeRuling.Merchant, ["卖家", "商家", "seller", "merchant"]),
        (DisputeRuling.Buyer, ["买家", "消费者", "用户", "buyer"]),
        (DisputeRuling.Courier, ["物流", "快递", "承运", "courier"]),
    ];

    /// <summary>What a status stands for; null for a word that nobody knows.</summary>
    public static PlatformStanding? StandingOf(string status) => Find(Standings, status);

    /// <summary>Whether a status speaks of money given back.</summary>
    public static bool IsRefund(string status) => Find([(true, ["退款", "refund"])], status) == true;

    /// <summary>What was applied for; null for a word that nobody knows.</summary>
    public static ApplicationKind? KindOf(string kind) => Find(Kinds, kind);

    /// <summary>Who is liable; null for a word that nobody knows.</summary>
    public static DisputeRuling? RulingOf(string liable) => Find(Rulings, liable);

    /// <summary>Whether a column about the platform's intervention says that there is or was one; null for a word that nobody knows.</summary>
    public static bool? IsIntervened(string word) => Find(
        [(false, ["未介入", "无需", "没有", "未申请", "none"]), (true, ["介入", "处理中", "举证", "判责", "判定", "结束", "完成", "yes"]), (false, ["否", "无", "no", "-"])], word);

    /// <summary>Whether it says that the intervention is over.</summary>
    public static bool HasEnded(string word) => Find([(true, ["已判", "结束", "完成", "完结", "ended"])], word) == true;

    private static T? Find<T>((T Value, string[] Parts)[] known, string word)
        where T : struct
    {
        foreach (var (value, parts) in known)
        {
            if (Array.Exists(parts, part => word.Contains(part, StringComparison.OrdinalIgnoreCase))) return value;
        }

        return null;
    }
}
