using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.BuyerLinks;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.BuyerPage;

/// <summary>Finds the case that a link leads to.</summary>
public sealed class FindVisit(CasesDbContext db, CaseLoading loading, CaseWriter writer, ShopBook shops, WorkflowSettings settings, TimeProvider time)
{
    private static readonly TimeSpan OneVisit = TimeSpan.FromMinutes(1);

    /// <summary>The visit; else 404 for what is no link, 410 for one that has ended or was taken back.</summary>
    public async Task<(BuyerVisit? Visit, int Status)> ByTokenAsync(string token, CancellationToken cancellation)
    {
        var (link, status) = await LinkAsync(token, cancellation);
        if (link is null) return (null, status);
        var shop = (await shops.AllAsync(cancellation)).FirstOrDefault(s => s.Id == link.ShopId);
        if (shop is null || await loading.CaseAsync(db, link.ShopId, link.CaseId) is not { } found) return (null, StatusCodes.Status404NotFound);
        return (await ReadAsync(token, link, shop, found, cancellation), StatusCodes.Status200OK);
    }

    /// <summary>A file that he handed in through one of the case's links.</summary>
    public async Task<Evidence?> FileAsync(string token, long id, CancellationToken cancellation)
    {
        var (link, _) = await LinkAsync(token, cancellation);
        return link is null ? null : await db.Evidence.AsNoTracking()
            .FirstOrDefaultAsync(e => e.Id == id && e.CaseId == link.CaseId && e.UploadedByKind == ActorKind.Buyer, cancellation);
    }

    /// <summary>Counts that the page was opened, once a minute.</summary>
    public Task CountAsync(string token, CancellationToken cancellation)
    {
        var (hash, now) = (BuyerLinkTokens.HashOf(token), time.GetUtcNow().UtcDateTime);
        var before = now - OneVisit;
        return writer.WriteAsync(
            (within, stop) => within.BuyerLinks.Where(l => l.TokenHash == hash && (l.LastVisitAt == null || l.LastVisitAt <= before))
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.Visits, l => l.Visits + 1).SetProperty(l => l.LastVisitAt, now), stop),
            cancellation);
    }

    private async Task<(BuyerLink? Link, int Status)> LinkAsync(string token, CancellationToken cancellation)
    {
        if (BuyerLinkTokens.HashOf(token) is not { } hash) return (null, StatusCodes.Status404NotFound);
        var link = await db.BuyerLinks.AsNoTracking().FirstOrDefaultAsync(l => l.TokenHash == hash, cancellation);
        if (link is null) return (null, StatusCodes.Status404NotFound);
        return link.IsLive(time.GetUtcNow().UtcDateTime) ? (link, StatusCodes.Status200OK) : (null, StatusCodes.Status410Gone);
    }

    private async Task<BuyerVisit> ReadAsync(string token, BuyerLink link, Shop shop, Case found, CancellationToken cancellation)
    {
        var (file, now) = (await loading.FileAsync(db, found), time.GetUtcNow().UtcDateTime);
        var @case = file.Case;
        var permitted = CaseActs.Permitted(file, Actor.Buyer, now, settings);
        var rated = @case.LastReopenedAt ?? DateTime.UnixEpoch;
        return new BuyerVisit
        {
            Token = token,
            Shop = shop,
            File = file,
            Events = await loading.HistoryAsync(db, @case.Id),
            Order = @case.OrderId is { } order ? await OrderAsync(order, cancellation) : null,
            Files = await db.Evidence.AsNoTracking().Where(e => e.CaseId == @case.Id && e.UploadedByKind == ActorKind.Buyer).OrderBy(e => e.Id).ToListAsync(cancellation),
            Rating = @case.IsOpen ? null : await db.Ratings.AsNoTracking()
                .Where(r => r.CaseId == @case.Id && r.NaturalKey.StartsWith("buyer-page/") && r.RatedAt >= rated).OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancellation),
            // what takes more than a word needs a form of its own
            Offers = [.. permitted.Where(p => p is { IsAllowed: true, Arguments: null })],
            OwesTracking = permitted.Any(p => p is { IsAllowed: true, Trigger: Triggers.GiveTracking }),
            ReturnAddress = settings.Terms.ReturnAddress,
            Couriers = [.. settings.Terms.Couriers.Where(c => !c.IsPostal).Select(c => c.Name)],
            ExpiresAt = link.ExpiresAt,
            Now = now,
        };
    }

    private Task<Order?> OrderAsync(long id, CancellationToken cancellation) =>
        db.Orders.AsNoTracking().Include(o => o.Lines.OrderBy(l => l.LineNumber)).AsSingleQuery().FirstOrDefaultAsync(o => o.Id == id, cancellation);
}
