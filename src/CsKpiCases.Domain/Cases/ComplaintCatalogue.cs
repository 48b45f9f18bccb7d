namespace CsKpiCases.Domain.Cases;

/// <summary>
/// What complaints are about and what they come from, as keys; their names are texts of the interface
/// (<c>category.&lt;key&gt;</c>, <c>cause.&lt;key&gt;</c>).
/// </summary>
public static class ComplaintCatalogue
{
    // seed 001, "判定投诉性质"
    public const string ProductQuality = "product_quality";
    public const string PurchaseContract = "purchase_contract";
    public const string Transport = "transport";
    public const string Service = "service";
    public const string Suggestion = "suggestion";

    // seed 003, and ours
    public const string NotAsImagined = "not_as_imagined";
    public const string DissatisfiedWithService = "dissatisfied_with_service";
    public const string MissingOrOutOfStock = "missing_or_out_of_stock";
    public const string Late = "late";
    public const string DamagedInTransit = "damaged_in_transit";
    public const string Quality = "quality";
    public const string WrongOrderByBuyer = "wrong_order_by_buyer";
    public const string MissingGift = "missing_gift";
    public const string Invoice = "invoice";
    public const string OrderChange = "order_change";
    public const string Price = "price";
    public const string Review = "review";
    public const string BuyerChangedMind = "buyer_changed_mind";
    public const string NoReasonReturn = "no_reason_return";

    public static IReadOnlyList<string> Categories { get; } =
        [ProductQuality, PurchaseContract, Transport, Service, Suggestion];

    public static IReadOnlyList<string> Causes { get; } =
    [
        NotAsImagined, DissatisfiedWithService, MissingOrOutOfStock, Late, DamagedInTransit, Quality, WrongOrderByBuyer,
        MissingGift, Invoice, OrderChange, Price, Review, BuyerChangedMind, NoReasonReturn,
    ];
}
