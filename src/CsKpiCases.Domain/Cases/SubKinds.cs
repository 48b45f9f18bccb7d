using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Cases;

/// <summary>The sub-kinds of each type (the headings of workflow.md), as keys; their names are texts of the interface (<c>sub_kind.&lt;key&gt;</c>).</summary>
public static class SubKinds
{
    /// <summary>退货退款.</summary>
    public const string ReturnRefund = ShippedPolicies.ReturnRefund;

    /// <summary>仅退款.</summary>
    public const string RefundOnly = ShippedPolicies.RefundOnly;

    /// <summary>部分退款.</summary>
    public const string PartialRefund = "partial_refund";

    /// <summary>邮费、差价.</summary>
    public const string FreightOrDifference = "freight_or_difference";

    /// <summary>未发货退款.</summary>
    public const string PreShipment = ShippedPolicies.PreShipment;

    public const string Resend = "resend";
    public const string OutOfStock = "out_of_stock";
    public const string Missing = "missing";
    public const string Wrong = "wrong";
    public const string Damaged = "damaged";
    public const string Lost = "lost";
    public const string ReturnedToSender = "returned_to_sender";

    public const string Locate = "locate";
    public const string Urge = "urge";
    public const string ChangeAddress = "change_address";

    public const string NegativeReview = "negative_review";
    public const string NeutralReview = "neutral_review";
    public const string PositiveReview = "positive_review";

    private static readonly Dictionary<CaseType, IReadOnlyList<string>> ByType = new()
    {
        [CaseType.Return] = [ReturnRefund, RefundOnly, PartialRefund, FreightOrDifference, PreShipment],
        [CaseType.Reshipment] = [Resend, OutOfStock, Missing, Wrong, Damaged, Lost, ReturnedToSender],
        [CaseType.LogisticsFollowUp] = [Locate, Urge, ChangeAddress],
        [CaseType.ReviewFollowUp] = [NegativeReview, NeutralReview, PositiveReview],
    };

    /// <summary>Those of a type; none where its sub-kinds are free words.</summary>
    public static IReadOnlyList<string> Of(CaseType type) => ByType.GetValueOrDefault(type) ?? [];

    /// <summary>All of them, each once.</summary>
    public static IReadOnlyList<string> All { get; } = [.. ByType.Values.SelectMany(k => k).Distinct()];

    /// <summary>Whether a case of the type may have it: one of the type's, free words where the type has none, or nothing.</summary>
    public static bool Fit(CaseType type, string? subKind) => subKind is null || Of(type) is { Count: 0 } || Of(type).Contains(subKind);
}
