using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Search;

/// <summary>What of a case can be searched for: its numbers, its buyer, its text and its notes.</summary>
public static class SearchText
{
    /// <summary>The texts of a case.</summary>
    public static IEnumerable<string?> Of(Case @case, string? buyerId, string? buyerName, string? trackingNumber, IEnumerable<string?> notes)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return [@case.Number, @case.ExternalNumber, @case.OrderNumber, trackingNumber, buyerId, buyerName, @case.Subject, @case.Description, .. notes];
    }

    /// <summary>Whether an event changes what its case can be found by.</summary>
    public static bool IsTouchedBy(CaseEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Kind switch
        {
            EventKind.Logged or EventKind.Note => true,
            EventKind.FieldsChanged => e.Payload is { } payload
                && (payload.Contains("\"subject\"", StringComparison.Ordinal) || payload.Contains("\"description\"", StringComparison.Ordinal)),
            _ => false,
        };
    }

    /// <summary>Reads what is needed beside the case and stores its terms, in the caller's transaction.</summary>
    public static async Task WriteAsync(CasesDbContext db, Case @case, IEnumerable<CaseEvent> history, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(@case);
        var buyer = @case.BuyerId is { } buyerId
            ? await db.Buyers.Where(b => b.Id == buyerId).Select(b => new { b.PlatformBuyerId, b.Name }).FirstOrDefaultAsync(cancellation).ConfigureAwait(false)
            : null;
        var tracking = @case.OrderId is { } orderId
            ? await db.Orders.Where(o => o.Id == orderId).Select(o => o.TrackingNumber).FirstOrDefaultAsync(cancellation).ConfigureAwait(false)
            : null;
        var notes = history.Where(e => e.Kind == EventKind.Note).Select(e => e.Note);
        var terms = SearchTerms.Of(Of(@case, buyer?.PlatformBuyerId, buyer?.Name, tracking, notes));
        await SearchIndex.WriteAsync(db, @case.ShopId, @case.Id, terms, cancellation).ConfigureAwait(false);
    }
}
