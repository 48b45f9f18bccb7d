using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.NewCase;

/// <summary>What is known while somebody types.</summary>
/// <param name="OrderUnknown">An order number was entered that the store does not hold.</param>
/// <param name="ByTracking">The order was found by its tracking number, none was typed.</param>
public sealed record Suggestions(Order? Order, Buyer? Buyer, bool OrderUnknown, bool ByTracking, IReadOnlyList<NearCase> Near, GradeProposal? Grade)
{
    public static readonly Suggestions None = new(null, null, false, false, [], null);
}

/// <summary>Looks up order, buyer and their open cases, and proposes the grade, while a complaint is being typed.</summary>
public sealed class SuggestOnNewCase(CasesDbContext db, FindNearCases near, TimeProvider time)
{
    public async Task<Suggestions> RunAsync(Shop shop, NewCaseForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        var (number, tracking) = (Typed(form.OrderNumber), Typed(form.TrackingNumber));
        var order = await OrderAsync(shop, number, tracking, cancellation);
        var buyer = await BuyerAsync(shop, order, form.Buyer?.Trim(), cancellation);
        var found = await near.RunAsync(new NearQuestion(shop.Id, number ?? order?.Number, tracking, buyer?.Id, form.Hashes), cancellation);
        var monthAgo = time.GetUtcNow().UtcDateTime.AddDays(-GradeFacts.RepeatedWithinDays);
        var grade = form.AllText.Length == 0 ? null : GradeProposal.For(new GradeFacts(null, null)
        {
            Text = form.AllText,
            OrderPaidAmount = order?.PaidAmount ?? 0,
            IsRepeated = found.Any(c => c.SameOrder && c.OpenedAt >= monthAgo),
        });
        return new Suggestions(order, buyer, number is not null && order is null, number is null && order is not null, found, grade);
    }

    private Task<Buyer?> BuyerAsync(Shop shop, Order? order, string? named, CancellationToken cancellation)
    {
        var buyers = db.Buyers.AsNoTracking();
        return order?.BuyerId is { } id ? buyers.FirstOrDefaultAsync(b => b.Id == id, cancellation)
            : string.IsNullOrEmpty(named) ? Task.FromResult<Buyer?>(null)
            : buyers.FirstOrDefaultAsync(b => b.ShopId == shop.Id && b.PlatformBuyerId == named, cancellation);
    }

    /// <summary>By its number, else by the parcel's.</summary>
    private Task<Order?> OrderAsync(Shop shop, string? number, string? tracking, CancellationToken cancellation)
    {
        var orders = db.Orders.AsNoTracking().Include(o => o.Lines).AsSingleQuery().Where(o => o.ShopId == shop.Id);
        return number is not null ? orders.FirstOrDefaultAsync(o => o.Number == number, cancellation)
            : tracking is not null ? orders.OrderByDescending(o => o.Id).FirstOrDefaultAsync(o => o.TrackingNumber == tracking, cancellation)
            : Task.FromResult<Order?>(null);
    }

    private static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
