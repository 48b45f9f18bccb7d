using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Chats;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.ChatChecks;

/// <summary>Which phrases a shop's people must not say: its own lists, by kind, or what is shipped.</summary>
public sealed class ShopPhrases(CasesDbContext db, CaseWriter writer, AuditLog audit)
{
    public async Task<IReadOnlyList<BannedPhrase>> ReadAsync(long shopId, CancellationToken cancellation)
    {
        var own = await db.ShopStaffings.AsNoTracking().SingleOrDefaultAsync(s => s.ShopId == shopId, cancellation);
        return [.. Of(PhraseKind.RhetoricalQuestion, own?.RhetoricalPhrases), .. Of(PhraseKind.Blame, own?.BlamingPhrases), .. Of(PhraseKind.BrushOff, own?.BrushOffPhrases)];
    }

    /// <summary>False when a list is too long. A list that is the shipped one stays the shipped one.</summary>
    public async Task<bool> SaveAsync(Shop shop, PhrasesForm form, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        string?[] lists = [form.Rhetorical, form.Blaming, form.BrushOff];
        if (Array.Exists(lists, list => list?.Length > PhrasesForm.LongestList)) return false;
        await writer.WriteAsync(
            async (within, token) =>
            {
                var staffing = await within.ShopStaffings.AsTracking().SingleOrDefaultAsync(s => s.ShopId == shop.Id, token);
                if (staffing is null) within.Add(staffing = new ShopStaffing { ShopId = shop.Id });
                staffing.RhetoricalPhrases = Kept(PhraseKind.RhetoricalQuestion, form.Rhetorical);
                staffing.BlamingPhrases = Kept(PhraseKind.Blame, form.Blaming);
                staffing.BrushOffPhrases = Kept(PhraseKind.BrushOff, form.BrushOff);
                audit.Add(within, Acting.Of(by), "banned-phrases", shop.Id, shop.Code);
                await within.SaveChangesAsync(token);
            },
            cancellation);
        return true;
    }

    private static IEnumerable<BannedPhrase> Of(PhraseKind kind, string? own) => own is null ? BannedPhrases.Shipped.Where(p => p.Kind == kind) : BannedPhrases.Read(kind, own);

    private static string? Kept(PhraseKind kind, string? typed)
    {
        var list = BannedPhrases.Write(BannedPhrases.Read(kind, typed ?? ""), kind);
        return list == BannedPhrases.Write(BannedPhrases.Shipped, kind) ? null : list;
    }
}
