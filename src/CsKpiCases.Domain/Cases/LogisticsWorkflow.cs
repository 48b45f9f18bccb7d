using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>The logistics follow-up (workflow.md, "Logistics follow-up"): locate, urge, change the address.</summary>
public static class LogisticsWorkflow
{
    public const string Chasing = "Chasing";
    public const string AwaitingCourier = "AwaitingCourier";
    public const string Watching = "Watching";

    public static TransitionTable Table { get; } = Build();

    private static TransitionTable Build()
    {
        var table = new TransitionTableBuilder(CaseType.LogisticsFollowUp);
        SharedWorkflow.Front(table, Chasing);
        table.State(Chasing, Stage.Investigate, Wait.Agent)
            .Timer(24 * ReturnedGoods.Hour, Triggers.AskWarehouse, "at_zero.asks_warehouse", TimerStart.PlacedUnshipped)
            .Permit(Triggers.AskCourier, AwaitingCourier).Does(LogisticsEffects.AskCourier)
            .PermitStay(Triggers.AskWarehouse, EventKind.WarehouseAsked).By(FiredBy.Owner | FiredBy.System).When(Claims.NotShipped).Does(LogisticsEffects.AskWarehouse);

        table.State(AwaitingCourier, Stage.Investigate, Wait.Courier)
            .Timer(24 * ReturnedGoods.Hour, Triggers.Silence, "at_zero.silence_to_chasing")
            .Permit(Triggers.Moving, Watching).Does(LogisticsEffects.Moving)
            .PermitConversion(Triggers.Stuck, LogisticsEffects.AfterStuck, ReshipmentWorkflow.WarehouseCheck, ReturnedGoods.Deciding).When(Guards.MoneyNotSent).Does(LogisticsEffects.Stuck)
            .Permit(Triggers.Silence, Chasing).By(FiredBy.System).Does(LogisticsEffects.CourierSilent);

        table.State(Watching, Stage.Resolve, Wait.Courier)
            .Timer(48 * ReturnedGoods.Hour, Triggers.NoScan, "at_zero.no_scan_to_chasing", TimerStart.LastScan)
            .Permit(Triggers.Delivered, SharedWorkflow.Resolved).Does(LogisticsEffects.Delivered)
            .PermitStay(Triggers.Scanned, EventKind.Scanned).Does(ParcelEffects.Scanned)
            .Permit(Triggers.NoScan, Chasing).By(FiredBy.System).Does(ParcelEffects.NoScan);

        SharedWorkflow.AnythingOpen(table);
        SharedWorkflow.Converting(table);
        SharedWorkflow.Disputing(table, Chasing);
        SharedWorkflow.End(table, Chasing);
        return table.Build();
    }
}

/// <summary><c>ask-courier</c>: after which parcel; the order's own where it is left out.</summary>
public sealed record AskCourierArguments(string? Courier, string? TrackingNumber) : TriggerArguments
{
    /// <summary>The new address, where that is what is asked for.</summary>
    public string? NewAddress { get; init; }
}

/// <summary><c>moving</c>: when the parcel should arrive.</summary>
public sealed record MovingArguments(DateTime? ExpectedAt) : TriggerArguments;

/// <summary><c>stuck</c>: what the follow-up becomes, a reshipment or a return.</summary>
public sealed record StuckArguments(CaseType To) : TriggerArguments
{
    /// <summary>What is sent again; all of the order where it is left out.</summary>
    public IReadOnlyList<ClaimLine> Lines { get; init; } = [];
}

internal static class LogisticsEffects
{
    private const int LongestAddress = 500;

    public static readonly Effect AskCourier = new((c, change) =>
    {
        var a = c.Arguments as AskCourierArguments;
        if (a?.TrackingNumber is not null || c.File.Parcel is null)
        {
            Parceling.Write(c, change, ParcelStep.Cancelled);
            Parceling.New(
                c, change, Direction.Order, a?.Courier ?? c.File.Order?.Courier, a?.TrackingNumber ?? c.File.Order?.TrackingNumber, FreightPayer.Shop, ParcelStep.Numbered);
        }

        Parceling.Write(c, change, ParcelStep.Chased);
        change.TransitionPayload = a;
    })
    {
        Arguments = typeof(AskCourierArguments),
        ArgumentsOptional = true,
        Validate = Check,
    };

    public static readonly Effect AskWarehouse = new((c, change) => change.Tell("notice.not_packed", Audience.Warehouse, ("order", c.Case.OrderNumber ?? "")));

    /// <summary>Thumb rule for the buyer: at the station before 19:00 it comes today, after that tomorrow.</summary>
    public static readonly Effect Moving = new((c, change) =>
    {
        Parceling.Write(c, change, ParcelStep.CourierAnswered);
        change.TransitionPayload = c.Arguments;
        change.Tell("notice.parcel_moving", Audience.Buyer);
    })
    {
        Arguments = typeof(MovingArguments),
        ArgumentsOptional = true,
    };

    public static readonly Effect Stuck = new((c, change) =>
    {
        var a = (StuckArguments)c.Arguments!;
        var parcel = c.File.Parcel;
        Parceling.Write(c, change, ParcelStep.CourierAnswered);
        if (parcel is not null)
        {
            Parceling.Write(c, change, parcel, ParcelStep.Lost);
            Parceling.OpenClaim(c, change, parcel, "parcel_stuck");
        }

        (c.Case.Type, c.Case.SubKind, c.Case.ReturnReason) = (a.To, a.To == CaseType.Return ? SubKinds.RefundOnly : SubKinds.Lost, ReturnReason.NotReceived);
        change.TransitionPayload = a;
        if (a.To == CaseType.Reshipment)
        {
            var lines = LinesOf(c, a);
            Claims.KeepGoods(c, change, lines, GoodsState.None, Direction.Outbound);
            Approving.Put(c, ProposalKind.Reshipment, null, lines.Sum(l => Claims.AmountOf(c.File, l)));
            change.Tell("notice.check_shipment", Audience.Warehouse);
        }
    })
    {
        Arguments = typeof(StuckArguments),
        Validate = c => CheckStuck(c, (StuckArguments)c.Arguments!),
    };

    public static readonly Effect CourierSilent = new((c, change) => Approving.TellOwner(c, change, "notice.courier_silent"));

    public static readonly Effect Delivered = new((c, change) =>
    {
        Parceling.Write(c, change, ParcelStep.SignedFor);
        Approving.End(c, change, Outcome.Solved);
    });

    public static string AfterStuck(FiringContext c) =>
        (c.Arguments as StuckArguments)?.To == CaseType.Return ? ReturnedGoods.Deciding : ReshipmentWorkflow.WarehouseCheck;

    private static IReadOnlyList<ClaimLine> LinesOf(FiringContext c, StuckArguments a) =>
        a.Lines.Count > 0 ? a.Lines : [.. c.File.Order!.Lines.Where(l => l.Quantity > 0).Select(l => new ClaimLine(l.Id, l.Quantity))];

    private static TransitionRefused? CheckStuck(FiringContext c, StuckArguments a)
    {
        if (a.To is not (CaseType.Reshipment or CaseType.Return))
        {
            return c.Refuse(RefusalReason.InvalidArgument, ("name", "to"));
        }

        if (c.File.Order is not { } order)
        {
            return c.Refuse(RefusalReason.OrderRequired);
        }

        var wrong = a.Lines.Any(l => l is null || order.Lines.Find(b => b.Id == l.OrderLineId) is not { } bought || l.Quantity < 1 || l.Quantity > bought.Quantity)
            || a.Lines.Select(l => l.OrderLineId).Distinct().Count() != a.Lines.Count;
        return wrong ? c.Refuse(RefusalReason.InvalidArgument, ("name", "lines")) : null;
    }

    private static TransitionRefused? Check(FiringContext c) =>
        c.Arguments is AskCourierArguments { NewAddress.Length: > LongestAddress } ? c.Refuse(RefusalReason.InvalidArgument, ("name", "newAddress"))
        : c.Arguments is AskCourierArguments { Courier.Length: > Parcel.LongestCourier } ? c.Refuse(RefusalReason.InvalidArgument, ("name", "courier"))
        : c.Arguments is AskCourierArguments { TrackingNumber: { } number } a ? Parceling.Check(c, a.Courier ?? c.File.Order?.Courier, number)
        : c.File.Parcel is null && c.File.Order?.TrackingNumber is null ? c.Refuse(RefusalReason.MissingArgument, ("name", "trackingNumber"))
        : null;
}
