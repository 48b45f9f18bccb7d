using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>A few buyers hand in a picture that another one's case has already: what the product flags.</summary>
public sealed class DemoRepeats(IDbContextFactory<CasesDbContext> contexts, CaseStore store)
{
    private const int Repeats = 3;

    /// <summary>Does nothing where there are some.</summary>
    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.EvidenceMatches.AnyAsync(m => m.ShopId == shop.Id, cancellation)) return;
        var old = await db.Evidence.AsNoTracking().Where(e => e.ShopId == shop.Id && e.Fingerprint != null && !e.FileName.StartsWith("聊天"))
            .Join(db.Cases.Where(c => c.Stage == Stage.Closed && c.BuyerId != null), e => e.CaseId, c => c.Id, (e, c) => new { Evidence = e, c.BuyerId })
            .OrderByDescending(x => x.Evidence.Id).Take(Repeats * 10).ToListAsync(cancellation);
        var open = await db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id && c.Stage == Stage.Investigate && c.OwnerId != null && c.BuyerId != null)
            .OrderByDescending(c => c.Id).Take(Repeats).Select(c => new { c.Id, c.BuyerId }).ToListAsync(cancellation);
        for (var i = 0; i < open.Count; i++)
        {
            if (old.Find(x => x.BuyerId != open[i].BuyerId) is not { Evidence: var picture } taken) continue;
            old.Remove(taken);
            var act = new AttachEvidence(picture.ContentHash, "IMG_" + (2041 + i) + ".png", picture.ContentType, picture.SizeBytes) { Fingerprint = picture.Fingerprint };
            await store.ActAsync(shop, open[i].Id, act, Actor.Buyer, null, cancellation: cancellation);
        }
    }
}
