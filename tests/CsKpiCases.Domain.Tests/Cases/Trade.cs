using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using static CsKpiCases.Domain.Tests.Cases.CaseBench;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>An order of three cups and one lamp, shipped and signed for, and cases of each type about it.</summary>
internal static class Trade
{
    public const long Cups = 501;
    public const long Lamp = 502;

    /// <summary>Paid 409.99 in money, postage of 10 among it; three cups for 300 and coupons of 20.01 and points of 7; a lamp for 99.99.</summary>
    public static Order Order(DateTime now, bool isShipped = true, string? category = null) => new()
    {
        Id = 500,
        ShopId = CaseBench.Shop,
        Number = "T1",
        PlacedAt = now.AddDays(-5),
        ShippedAt = isShipped ? now.AddDays(-4) : null,
        SignedAt = isShipped ? now.AddDays(-2) : null,
        AutoConfirmAt = isShipped ? now.AddDays(5) : null,
        PaidAmount = 409.99m,
        FreightAmount = 10m,
        Courier = isShipped ? "中通" : null,
        TrackingNumber = isShipped ? "ZT000001" : null,
        Lines =
        [
            new OrderLine { Id = Cups, OrderId = 500, Sku = "CUP", Quantity = 3, PaidAmount = 300m, CouponAmount = 20.01m, PointsAmount = 7m, Category = category },
            new OrderLine { Id = Lamp, OrderId = 500, Sku = "LAMP", Quantity = 1, PaidAmount = 99.99m, Category = category, AllowsNoReason = false },
        ],
    };

    public static LogCase Log(CaseType type = CaseType.Unclassified) => new(CaseBench.Shop, "AS2603020001", "杯子碎了", Channel.PlatformChat)
    {
        Type = type,
        OrderId = 500,
        OrderNumber = "T1",
        OrderPaidAmount = 409.99m,
        PlannedFor = type == CaseType.ReturnVisit ? new DateTime(2026, 3, 4, 1, 0, 0, DateTimeKind.Utc) : null,
    };

    public static Func<CaseFile, CaseFile> With(
        Order? order, decimal elsewhere = 0m, IReadOnlyDictionary<long, decimal>? elsewhereByLine = null, IReadOnlyList<ClaimElsewhere>? claims = null, bool links = false) =>
        file => new CaseFile
        {
            Case = file.Case,
            NewId = file.NewId,
            Deadlines = file.Deadlines,
            Parcels = file.Parcels,
            Order = order,
            OrderPaidAmount = order?.PaidAmount,
            GrantedOnOtherCases = elsewhere,
            GrantedOnOtherCasesByLine = elsewhereByLine ?? new Dictionary<long, decimal>(),
            ClaimsElsewhere = claims ?? [],
            HasLinks = links,
        };

    /// <summary>Logged, classified and on the desk of <see cref="OtherAgent"/>, about to be decided on.</summary>
    public static CaseBench Begun(CaseType type, string? subKind = null, Func<CaseFile, CaseFile>? load = null)
    {
        var bench = new CaseBench(Log(), 1000, load ?? With(Order(Start)));
        return bench.Fire(Triggers.Classify, Agent, new ClassifyArguments(type, ComplaintCatalogue.Transport) { SubKind = subKind, Cause = ComplaintCatalogue.DamagedInTransit })
            .Fire(Triggers.Assign, Supervisor, new AssignArguments(11))
            .Fire(Triggers.Start, OtherAgent);
    }

    /// <summary>One that skips the front, <see cref="Agent"/>'s.</summary>
    public static CaseBench Alone(CaseType type, Func<CaseFile, CaseFile>? load = null) => new(Log(type), 1000, load ?? With(Order(Start)));

    public static DateTime Start { get; } = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);

    public static TrackingArguments Parcel(string number = "SF000001") => new("顺丰速运", number);

    public static CaseBench Contacted(this CaseBench bench, Actor? by = null)
    {
        bench.Do(new LogContact(Channel.Phone, Reached: true), by ?? OtherAgent);
        return bench;
    }

    public static CaseBench WithPhoto(this CaseBench bench, char digit = 'a')
    {
        bench.Do(GuardTests.Photo(digit), OtherAgent);
        return bench;
    }

    /// <summary>The next timer at its instant.</summary>
    public static CaseBench Ring(this CaseBench bench)
    {
        bench.Now = bench.Case.TimerDueAt;
        bench.Do(new RaiseTimer(), Actor.System);
        return bench;
    }

    public static ClaimLine Of(long line, int quantity, decimal? amount = null) => new(line, quantity) { Amount = amount };
}
