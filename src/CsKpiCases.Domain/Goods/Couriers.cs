namespace CsKpiCases.Domain.Goods;

/// <summary>A courier as far as returns care.</summary>
/// <param name="Name">As people and platforms write it.</param>
/// <param name="TakesFreightCollect">Its parcels are accepted with the postage still to pay.</param>
/// <param name="IsPostal">The post: its parcels are not accepted.</param>
public sealed record Courier(string Name, bool TakesFreightCollect = false, bool IsPostal = false);

/// <summary>
/// The couriers that returns may come by (workflow.md, guards of the return): no postal parcels, freight collect only with 顺丰
/// and 申通, unless an installation says otherwise. Others are accepted prepaid.
/// </summary>
public static class Couriers
{
    public static IReadOnlyList<Courier> Shipped { get; } =
    [
        new("顺丰", TakesFreightCollect: true), new("申通", TakesFreightCollect: true), new("中通"), new("圆通"), new("韵达"), new("极兔"),
        new("京东快递"), new("德邦"), new("邮政", IsPostal: true), new("EMS", IsPostal: true),
    ];

    /// <summary>The courier whose name a text begins with, e.g. <c>顺丰速运</c>; null for an unknown one.</summary>
    public static Courier? Find(IReadOnlyList<Courier> couriers, string? name)
    {
        ArgumentNullException.ThrowIfNull(couriers);
        var trimmed = name?.Trim() ?? "";
        return trimmed.Length == 0 ? null
            : couriers.Where(c => trimmed.StartsWith(c.Name, StringComparison.OrdinalIgnoreCase)).MaxBy(c => c.Name.Length)
            ?? couriers.FirstOrDefault(c => c.IsPostal && trimmed.Contains(c.Name, StringComparison.OrdinalIgnoreCase));
    }
}
