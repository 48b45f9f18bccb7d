using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.NewCase;

/// <summary>A case that this one may be about.</summary>
public sealed record NearCase(string Number, string Subject, string State, Stage Stage, DateTime OpenedAt, bool SameOrder);

/// <summary>What is known while somebody types.</summary>
/// <param name="OrderUnknown">An order number was entered that the store does not hold.</param>
public sealed record Suggestions(Order? Order, Buyer? Buyer, bool OrderUnknown, IReadOnlyList<NearCase> Near, GradeProposal? Grade)
{
    public static readonly Suggestions None = new(null, null, false, [], null);
}

/// <summary>Looks up order, buyer and their open cases, and proposes the grade, while a complaint is being typed.</summary>
public sealed class SuggestOnNewCase(CasesDbContext db, TimeProvider time)
{
    private const int MostNear = 6;

    public async Task<Suggestions> RunAsync(Shop shop, NewCaseForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        var (number, named) = (form.OrderNumber?.Trim(), form.Buyer?.Trim());
        var order = string.IsNullOrEmpty(number) ? null
            : await db.Orders.AsNoTracking().Include(o => o.Lines).AsSingleQuery().FirstOrDefaultAsync(o => o.ShopId == shop.Id && o.Number == number, cancellation);
        var buyer = await BuyerAsync(shop, order, named, cancellation);
        var near = await NearAsync(shop, number, buyer?.Id, cancellation);
        var monthAgo = time.GetUtcNow().UtcDateTime.AddDays(-GradeFacts.RepeatedWithinDays);
        var grade = form.AllText.Length == 0 ? null : GradeProposal.For(new GradeFacts(null, null)
        {
            Text = form.AllText,
            OrderPaidAmount = order?.PaidAmount ?? 0,
            IsRepeated = near.Any(c => c.SameOrder && c.OpenedAt >= monthAgo),
        });
        return new Suggestions(order, buyer, !string.IsNullOrEmpty(number) && order is null, near, grade);
    }

    private Task<Buyer?> BuyerAsync(Shop shop, Order? order, string? named, CancellationToken cancellation)
    {
        var buyers = db.Buyers.AsNoTracking();
        return order?.BuyerId is { } id ? buyers.FirstOrDefaultAsync(b => b.Id == id, cancellation)
            : string.IsNullOrEmpty(named) ? Task.FromResult<Buyer?>(null)
            : buyers.FirstOrDefaultAsync(b => b.ShopId == shop.Id && b.PlatformBuyerId == named, cancellation);
    }

    /// <summary>Cases of the same order, and open ones of the same buyer, newest first.</summary>
    private async Task<List<NearCase>> NearAsync(Shop shop, string? number, long? buyer, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(number) && buyer is null) return [];
        var cases = db.Cases.AsNoTracking();
        var ofOrder = cases.Where(c => c.ShopId == shop.Id && c.OrderNumber == number && number != null && number != "")
            .OrderByDescending(c => c.Id).Take(MostNear).Select(c => new { c.Id, Near = new NearCase(c.Number, c.Subject, c.State, c.Stage, c.OpenedAt, true) });
        var ofBuyer = cases.Where(c => c.ShopId == shop.Id && c.BuyerId == buyer && buyer != null && c.Stage < Stage.Penalize)
            .OrderByDescending(c => c.Id).Take(MostNear).Select(c => new { c.Id, Near = new NearCase(c.Number, c.Subject, c.State, c.Stage, c.OpenedAt, false) });
        var found = await ofOrder.ToListAsync(cancellation);
        if (buyer is not null) found.AddRange((await ofBuyer.ToListAsync(cancellation)).Where(one => found.All(other => other.Id != one.Id)));
        return [.. found.OrderByDescending(one => one.Id).Take(MostNear).Select(one => one.Near)];
    }
}
