using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>Reads a case for its page. What the reader's grants do not reach is not there.</summary>
public sealed class ReadCase(CasesDbContext db, CaseLoading loading, ReadEvidence pictures, ShopBook shops, ShopPeople people, PolicyBook policies, WorkflowSettings settings, TimeProvider time)
{
    private const int MostOthers = 8;

    /// <summary>The shop and id of a case by its number; null when there is none that the reader may see.</summary>
    public async Task<(Shop Shop, long Id)?> LocateAsync(string number, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var found = await db.Cases.AsNoTracking().Where(c => c.Number == number).Select(c => new { c.Id, c.ShopId }).FirstOrDefaultAsync(cancellation);
        if (found is null || !reader.Can(Right.ReadCases, found.ShopId)) return null;
        var shop = (await shops.AllAsync(cancellation)).FirstOrDefault(s => s.Id == found.ShopId);
        return shop is null ? null : (shop, found.Id);
    }

    public async Task<CaseView?> FindAsync(string number, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (await LocateAsync(number, reader, cancellation) is not var (shop, id)) return null;
        if (await loading.CaseAsync(db, shop.Id, id) is not { } found) return null;
        var file = await loading.FileAsync(db, found);
        var @case = file.Case;
        var events = await loading.HistoryAsync(db, id);
        var now = time.GetUtcNow().UtcDateTime;
        var (clocks, segments) = await ClocksAsync(id, cancellation);
        var book = await policies.ReadAsync([.. clocks.Select(c => c.PolicyVersionId).Distinct()], cancellation);
        var (evidence, elsewhere) = await pictures.OfAsync(id, cancellation);
        return new CaseView
        {
            Shop = shop,
            File = file,
            Events = events,
            Clocks = clocks,
            Elapsed = clocks.ToDictionary(c => c.Id, c => ClockReading.Settle(c, book.TargetOf(c), now)),
            Targets = clocks.ToDictionary(c => c.Id, book.TargetOf),
            Segments = segments,
            Withdrawn = (await db.Breaches.AsNoTracking().Where(b => b.CaseId == id && b.WithdrawnByEvent > 0).OrderBy(b => b.BreachedAt).ToListAsync(cancellation)).ToLookup(b => b.WithdrawnByEvent),
            Evidence = evidence,
            Elsewhere = elsewhere,
            BuyerLinks = await db.BuyerLinks.AsNoTracking().Where(l => l.CaseId == id && l.RevokedAt == null && l.ExpiresAt > now).OrderBy(l => l.Id).ToListAsync(cancellation),
            Links = await LinksAsync(id, cancellation),
            Order = await OrderAsync(@case, cancellation),
            Buyer = @case.BuyerId is { } buyer ? await db.Buyers.AsNoTracking().FirstOrDefaultAsync(b => b.Id == buyer, cancellation) : null,
            OtherCases = await OthersAsync(@case, cancellation),
            Incidents = await db.IncidentCases.Where(m => m.CaseId == id)
                .Join(db.Incidents, m => m.IncidentId, i => i.Id, (m, i) => new CaseIncident(i.Id, i.Title, i.Wording, i.ClosedAt != null)).ToListAsync(cancellation),
            IsRepeated = @case.Stage == Stage.Intake && await IsRepeatedAsync(@case, cancellation),
            Names = await NamesAsync(file, events, clocks, segments, cancellation),
            Policies = await PoliciesAsync(@case, events, cancellation),
            People = await people.OfAsync(shop.Id, cancellation),
            Permitted = CaseActs.Permitted(file, reader.ActorIn(shop.Id), now, settings),
            Reader = reader,
            Now = now,
        };
    }

    private async Task<(List<CaseClock> Clocks, ILookup<long, CaseClockSegment> Segments)> ClocksAsync(long caseId, CancellationToken cancellation)
    {
        var clocks = await db.CaseClocks.AsNoTracking().Where(c => c.CaseId == caseId).OrderBy(c => c.StartedAt).ThenBy(c => c.Id).ToListAsync(cancellation);
        var ids = clocks.Select(c => c.Id).ToList();
        var segments = await db.CaseClockSegments.AsNoTracking().Where(s => ids.Contains(s.ClockId)).OrderBy(s => s.From).ThenBy(s => s.Id).ToListAsync(cancellation);
        return (clocks, segments.ToLookup(s => s.ClockId));
    }

    private Task<Dictionary<long, PolicyVersionName>> PoliciesAsync(Case @case, List<CaseEvent> events, CancellationToken cancellation)
    {
        var ids = events.SelectMany(EventPayload.PoliciesOf).Append(@case.PolicyVersionId).OfType<long>().Distinct().ToList();
        return db.PolicyVersions.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Version })
            .ToDictionaryAsync(p => p.Id, p => new PolicyVersionName(p.Name, p.Version), cancellation);
    }

    /// <summary>A case on the same order within 30 days before (workflow.md): its grade is proposed for it.</summary>
    private Task<bool> IsRepeatedAsync(Case @case, CancellationToken cancellation)
    {
        var (from, to) = (@case.OpenedAt.AddDays(-GradeFacts.RepeatedWithinDays), @case.OpenedAt);
        return @case.OrderNumber is { } number
            ? db.Cases.AnyAsync(c => c.ShopId == @case.ShopId && c.OrderNumber == number && c.Id != @case.Id && c.OpenedAt >= from && c.OpenedAt <= to, cancellation)
            : Task.FromResult(false);
    }

    private Task<Order?> OrderAsync(Case @case, CancellationToken cancellation) => @case.OrderId is { } id
        ? db.Orders.AsNoTracking().Include(o => o.Lines.OrderBy(l => l.LineNumber)).AsSingleQuery().FirstOrDefaultAsync(o => o.Id == id, cancellation)
        : Task.FromResult<Order?>(null);

    private async Task<List<LinkedCase>> LinksAsync(long id, CancellationToken cancellation)
    {
        var forth = db.CaseLinks.Where(l => l.CaseId == id)
            .Join(db.Cases, l => l.OtherCaseId, c => c.Id, (l, c) => new LinkedCase(c.Id, c.Number, c.Subject, c.State, c.Stage, l.Kind, false));
        var back = db.CaseLinks.Where(l => l.OtherCaseId == id)
            .Join(db.Cases, l => l.CaseId, c => c.Id, (l, c) => new LinkedCase(c.Id, c.Number, c.Subject, c.State, c.Stage, l.Kind, true));
        return [.. await forth.ToListAsync(cancellation), .. await back.ToListAsync(cancellation)];
    }

    /// <summary>The buyer's other cases, newest first.</summary>
    private async Task<List<LinkedCase>> OthersAsync(Case @case, CancellationToken cancellation) => @case.BuyerId is { } buyer
        ? await db.Cases.AsNoTracking().Where(c => c.ShopId == @case.ShopId && c.BuyerId == buyer && c.Id != @case.Id)
            .OrderByDescending(c => c.Id).Take(MostOthers)
            .Select(c => new LinkedCase(c.Id, c.Number, c.Subject, c.State, c.Stage, null, false)).ToListAsync(cancellation)
        : [];

    private async Task<Dictionary<long, string>> NamesAsync(
        CaseFile file, List<CaseEvent> events, List<CaseClock> clocks, ILookup<long, CaseClockSegment> segments, CancellationToken cancellation)
    {
        IEnumerable<long?> ids =
        [
            file.Case.OwnerId, file.Case.PendingOwnerId, file.Case.ProposedById,
            .. events.Select(e => e.ActorId), .. events.Select(e => e.OwnerId),
            .. clocks.Select(c => c.AttributedToId), .. segments.SelectMany(s => s).Select(s => s.OwnerId),
            .. file.Rulings.SelectMany(r => r.Shares).Select(s => s.AccountId), .. file.Penalties.Select(p => (long?)p.AccountId),
            .. events.SelectMany(EventPayload.AccountsOf),
        ];
        var wanted = ids.OfType<long>().Distinct().ToList();
        return await db.Users.AsNoTracking().Where(u => wanted.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellation);
    }
}
