using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Web.Features.Imports.AfterSales;

/// <summary>One application of a platform's export, read: the fact that it tells, and what its case needs beside it.</summary>
internal sealed record AfterSalesRow(int Line, AfterSalesApplication Fact, PlatformStanding Standing)
{
    /// <summary>UTC: when the platform acts by itself; null where it names no instant.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>UTC: until when the platform takes our evidence.</summary>
    public DateTime? EvidenceDueAt { get; init; }

    /// <summary>The platform has stepped in.</summary>
    public bool IsDisputed { get; init; }

    /// <summary>How it ruled; null while it has not.</summary>
    public DisputeRuling? Ruling { get; init; }
    public string? Subject { get; init; }
    public string? Courier { get; init; }
    public string? TrackingNumber { get; init; }

    /// <summary>Whose it is on the platform, by his account here; of what is not over only somebody who may own cases.</summary>
    public long? AgentId { get; init; }

    /// <summary>The order had not been sent when the buyer applied.</summary>
    public bool IsPreShipment { get; init; }

    /// <summary>The buyer is to send the goods, or has.</summary>
    public bool IsReturn { get; init; }

    public string Key => Fact.NaturalKey;

    public bool IsEnded => Standing is PlatformStanding.Done or PlatformStanding.Cancelled;

    public CaseType Type => Fact.Kind switch
    {
        ApplicationKind.Exchange => CaseType.Exchange,
        ApplicationKind.Reshipment => CaseType.Reshipment,
        _ => CaseType.Return,
    };

    public string? SubKind => Fact.Kind switch
    {
        ApplicationKind.RefundOnly => IsPreShipment ? SubKinds.PreShipment : SubKinds.RefundOnly,
        ApplicationKind.ReturnRefund => SubKinds.ReturnRefund,
        _ => null,
    };

    /// <summary>What the platform calls it where it stands.</summary>
    public string Word => Fact.Status;

    /// <summary>UTC: when it came to stand where it stands; null where the file does not tell.</summary>
    public DateTime? StoodAt => Standing switch
    {
        PlatformStanding.Waiting => Fact.AppliedAt,
        PlatformStanding.AwaitingReturn => Fact.ConsentedAt ?? Fact.FirstHandledAt,
        PlatformStanding.ReturnInTransit => Fact.ReturnSentAt,
        PlatformStanding.Refunding => Fact.ReceiptHandledAt ?? Fact.FirstHandledAt,
        PlatformStanding.Refused => Fact.ReceiptHandledAt ?? Fact.FirstHandledAt,
        PlatformStanding.Done or PlatformStanding.Cancelled => Fact.ClosedAt,
        _ => null,
    };

    /// <summary>What the platform waits for, as part of a key of the texts; null where it is not our turn, and the deadline is the buyer's.</summary>
    public string? Deadline => Standing switch
    {
        PlatformStanding.Waiting => "answer",
        PlatformStanding.ReturnInTransit => "receipt",
        PlatformStanding.AwaitingOutbound => "outbound",
        _ => null,
    };

    /// <summary>Where the goods are that come back.</summary>
    public GoodsState Goods => Standing switch
    {
        PlatformStanding.AwaitingReturn => GoodsState.Awaited,
        PlatformStanding.ReturnInTransit => Fact.ReturnSignedAt is null ? GoodsState.InTransit : GoodsState.Received,
        _ => GoodsState.None,
    };
}
