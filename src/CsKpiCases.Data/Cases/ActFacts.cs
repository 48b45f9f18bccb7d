using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>Loads what some acts need to know beside the case's own file, in the act's transaction; the rows are tracked.</summary>
internal static class ActFacts
{
    /// <summary>Of each quarter of a fingerprint no more rows are compared than the newest so many.</summary>
    private const int MostOfABand = 300;

    /// <summary>No more pictures are flagged by one.</summary>
    private const int MostElsewhere = 20;

    private static readonly string[] VisitStates = [ReturnVisitWorkflow.Planned, ReturnVisitWorkflow.Contacting];

    public static Task LoadAsync(CasesDbContext db, CaseFile file, CaseAct act, CancellationToken cancellation) => act switch
    {
        AttachEvidence attach => ElsewhereAsync(db, file, attach, cancellation),
        LookAtFlag look => FlaggedAsync(db, file, look, cancellation),
        RevokeBuyerLink => LinksAsync(db, file, cancellation),
        PlanVisit => VisitAsync(db, file, cancellation),
        RateService => RatingsAsync(db, file, cancellation),
        _ => Task.CompletedTask,
    };

    private static async Task FlaggedAsync(CasesDbContext db, CaseFile file, LookAtFlag act, CancellationToken cancellation) =>
        file.FlaggedEvidence = await db.Evidence.AsTracking().FirstOrDefaultAsync(e => e.Id == act.EvidenceId && e.CaseId == file.Case.Id, cancellation).ConfigureAwait(false);

    private static async Task LinksAsync(CasesDbContext db, CaseFile file, CancellationToken cancellation) =>
        file.BuyerLinks.AddRange(await db.BuyerLinks.AsTracking().Where(l => l.CaseId == file.Case.Id).ToListAsync(cancellation).ConfigureAwait(false));

    /// <summary>Of the open cases of a visit's states, which are few: what it grew from has no index.</summary>
    private static async Task VisitAsync(CasesDbContext db, CaseFile file, CancellationToken cancellation) =>
        file.HasOpenVisit = await db.Cases.AsNoTracking().AnyAsync(
            c => c.ShopId == file.Case.ShopId && c.Stage < Stage.Penalize && VisitStates.Contains(c.State) && c.GrewFromId == file.Case.Id && c.Type == CaseType.ReturnVisit, cancellation).ConfigureAwait(false);

    private static async Task RatingsAsync(CasesDbContext db, CaseFile file, CancellationToken cancellation) =>
        file.Ratings.AddRange(await db.Ratings.AsNoTracking().Where(r => r.CaseId == file.Case.Id).ToListAsync(cancellation).ConfigureAwait(false));

    /// <summary>What other cases of the shop hold that has the same bytes, or a fingerprint within the distance.</summary>
    private static async Task ElsewhereAsync(CasesDbContext db, CaseFile file, AttachEvidence act, CancellationToken cancellation)
    {
        var (shopId, caseId) = (file.Case.ShopId, file.Case.Id);
        // Two that attach the same picture at once must see each other; the embedded database has one writer anyway.
        if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({shopId})", cancellation).ConfigureAwait(false);
        var alike = await AlikeAsync(db, shopId, caseId, act, cancellation).ConfigureAwait(false);
        file.EvidenceElsewhere.Clear();
        if (alike.Count == 0) return;
        var rows = await db.Evidence.AsTracking().Where(e => alike.Contains(e.Id))
            .Join(db.Cases, e => e.CaseId, c => c.Id, (e, c) => new { Evidence = e, c.Number, c.BuyerId }).ToListAsync(cancellation).ConfigureAwait(false);
        file.EvidenceElsewhere.AddRange(rows.OrderByDescending(r => r.Evidence.Id).Select(r => new EvidenceElsewhere(r.Evidence, r.Number, r.BuyerId)));
    }

    private static async Task<List<long>> AlikeAsync(CasesDbContext db, long shopId, long caseId, AttachEvidence act, CancellationToken cancellation)
    {
        var others = db.Evidence.AsNoTracking().Where(e => e.ShopId == shopId && e.CaseId != caseId);
        var ids = await others.Where(e => e.ContentHash == act.ContentHash).OrderByDescending(e => e.Id).Take(MostElsewhere).Select(e => e.Id).ToListAsync(cancellation).ConfigureAwait(false);
        if (act.Fingerprint is not { } print) return ids;
        var (first, second, third, fourth) = PictureFingerprint.Bands(print);
        // one after the other, each along its own index
        IQueryable<Evidence>[] bands =
        [
            others.Where(e => e.Band0 == first), others.Where(e => e.Band1 == second), others.Where(e => e.Band2 == third), others.Where(e => e.Band3 == fourth),
        ];
        foreach (var band in bands)
        {
            var near = await band.OrderByDescending(e => e.Id).Take(MostOfABand).Select(e => new { e.Id, e.Fingerprint }).ToListAsync(cancellation).ConfigureAwait(false);
            ids.AddRange(near.Where(e => PictureFingerprint.Distance(e.Fingerprint!.Value, print) <= PictureFingerprint.MostDifferentBits).Select(e => e.Id));
        }

        return [.. ids.Distinct().OrderDescending().Take(MostElsewhere)];
    }
}
