using CsKpiCases.Domain.Platforms;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Web.Features.PlatformHealth;

/// <summary>One fact behind a figure: a rating, a day's chat, an order, an application.</summary>
/// <param name="Id">Of the fact; pages go by it.</param>
/// <param name="Name">Its number, or the buyer's on the platform; null for a rating, which has none to show.</param>
public sealed record BehindRow(long Id, string? Name)
{
    /// <summary>When what is measured began, UTC.</summary>
    public DateTime? From { get; init; }

    /// <summary>When it ended; null: not yet.</summary>
    public DateTime? To { get; init; }
    public DateOnly? Day { get; init; }
    public int? Stars { get; init; }
    public string? Text { get; init; }

    /// <summary>Of a mean, what this one took.</summary>
    public long? Seconds { get; init; }
    public bool IsBad { get; init; }
    public long? CaseId { get; init; }
    public string? CaseNumber { get; init; }

    internal static BehindRow Of(Rating rating, PackLine line) => new(rating.Id, null) { From = rating.RatedAt, Stars = rating.Stars, Text = rating.Reason, CaseId = rating.CaseId };

    internal static BehindRow Of(ChatFact chat, PackLine line) => new(chat.Id, chat.PlatformBuyerId) { Day = chat.ChattedOn };

    internal static BehindRow Of(Shipment shipment, PackLine line) => line.Formula.Basis == FactBasis.PromisedAt
        ? new(shipment.Id, shipment.OrderNumber) { From = shipment.PromisedAt, To = shipment.ShippedAt }
        : new(shipment.Id, shipment.OrderNumber) { From = shipment.ShippedAt, To = shipment.PickedUpAt };

    internal static BehindRow Of(AfterSalesApplication application, PackLine line) => new(application.Id, application.NaturalKey)
    {
        From = line.Formula.Basis == FactBasis.ReturnSignedAt ? application.ReturnSignedAt : application.AppliedAt,
        To = line.Formula.Basis switch
        {
            FactBasis.AppliedAt => application.FirstHandledAt,
            FactBasis.ReturnSignedAt => application.ReceiptHandledAt,
            FactBasis.DisputedAt => application.DisputedAt,
            _ => application.ClosedAt,
        },
        Text = application.Reason,
        CaseId = application.CaseId,
    };
}
