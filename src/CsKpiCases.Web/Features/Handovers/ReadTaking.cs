using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>Reads how a hand-over is being taken over.</summary>
public sealed class ReadTaking(IDbContextFactory<CasesDbContext> contexts)
{
    public async Task<HandoverTaking> RunAsync(Shop shop, HandoverPage page, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(reader);
        var handover = page.Handover;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (leaving, coming) = await HandoverTurns.PeopleAsync(db, shop, handover, cancellation);
        var acceptance = await db.HandoverAcceptances.AsNoTracking().SingleOrDefaultAsync(a => a.HandoverId == handover.Id, cancellation);
        var signed = await db.HandoverSignOffs.AsNoTracking().Where(s => s.HandoverId == handover.Id).ToDictionaryAsync(s => s.AccountId, s => s.SignedOffAt, cancellation);
        var minutes = await db.ShopStaffings.Where(s => s.ShopId == shop.Id).Select(s => (int?)s.AcceptWithinMinutes).SingleOrDefaultAsync(cancellation) ?? ShopStaffing.UsualAcceptMinutes;
        var wanted = leaving.Concat(coming).Concat(signed.Keys).Append(acceptance?.AcceptedById ?? 0).Distinct().ToList();
        var names = await db.Users.AsNoTracking().Where(a => EF.Parameter(wanted).Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
        var (oversees, cases) = (HandoverTurns.Oversees(reader.RolesIn(shop.Id)), page.Groups.SelectMany(g => g.Cases).ToList());
        return new HandoverTaking(
            acceptance?.AcceptedAt, acceptance?.AcceptedById is { } by ? names.GetValueOrDefault(by) : null, handover.NextStartsAt?.AddMinutes(minutes), acceptance?.EscalatedAt,
            [.. leaving.Union(signed.Keys).Select(id => new LeavingPerson(id, names.GetValueOrDefault(id, "—"), signed.TryGetValue(id, out var at) ? at : null))],
            [.. coming.Select(id => names.GetValueOrDefault(id, "—"))], cases.Count(c => c.LacksNote), cases.Count(c => c.Said?.Word.IsQuestionOpen == true),
            oversees || leaving.Contains(reader.AccountId), oversees || coming.Contains(reader.AccountId), leaving.Contains(reader.AccountId) && !signed.ContainsKey(reader.AccountId))
        {
            IsTaken = acceptance?.AcceptedAt is not null || handover.OpenCases == 0,
        };
    }
}
