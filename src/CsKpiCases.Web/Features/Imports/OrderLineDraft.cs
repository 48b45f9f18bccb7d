using CsKpiCases.Domain.Orders;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>What a file says of one line of an order; null where it says nothing.</summary>
internal sealed record OrderLineDraft(string? Sku, string? Title, int? Quantity, decimal? PaidAmount)
{
    /// <summary>The stored line that each draft speaks of; null where it is a new one. A stored line is taken once.</summary>
    public static OrderLine?[] Match(IReadOnlyList<OrderLineDraft> drafts, IEnumerable<OrderLine> stored)
    {
        var open = stored.OrderBy(l => l.LineNumber).ToList();
        var found = new OrderLine?[drafts.Count];
        // whole matches first: a draft that says less must not take their line away
        Take(drafts, open, found, (draft, line) => draft.IsOf(line));
        Take(drafts, open, found, (draft, line) => draft.MayBeOf(line));
        return found;
    }

    /// <summary>Sets what is said, and leaves the rest.</summary>
    public void CopyTo(OrderLine line)
    {
        (line.Sku, line.Title) = (Sku ?? line.Sku, Title ?? line.Title);
        (line.Quantity, line.PaidAmount) = (Quantity ?? line.Quantity, PaidAmount ?? line.PaidAmount);
    }

    private static void Take(IReadOnlyList<OrderLineDraft> drafts, List<OrderLine> open, OrderLine?[] found, Func<OrderLineDraft, OrderLine, bool> fits)
    {
        for (var i = 0; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            if (found[i] is not null || open.Find(l => fits(draft, l)) is not { } line) continue;
            found[i] = line;
            open.Remove(line);
        }
    }

    private bool IsOf(OrderLine line) => (Sku ?? "") == line.Sku && (Title ?? "") == line.Title;

    /// <summary>One of the two is the same, and the other is missing on a side: two variants of a product share their title.</summary>
    private bool MayBeOf(OrderLine line) =>
        (Sku == line.Sku && (Title is null || line.Title.Length == 0)) || (Title == line.Title && (Sku is null || line.Sku.Length == 0));
}
