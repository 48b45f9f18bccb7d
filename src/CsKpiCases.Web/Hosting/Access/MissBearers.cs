using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>
/// On whom a miss can be put by name. By the attribution of sla.md that is the agent who had the case: an agent of the shop, or
/// whoever owned this very case, though he has left since or is no agent. A supervisor's own part is the party "supervisor", and
/// names nobody.
/// </summary>
public sealed class MissBearers(CasesDbContext db)
{
    public async Task<bool> CanBearAsync(long shopId, long caseId, long accountId, CancellationToken cancellation) =>
        await db.Grants.Where(g => g.AccountId == accountId && (g.ShopId == null || g.ShopId == shopId) && g.Role == Role.Agent)
            .Join(db.Users.Where(a => !a.IsDisabled && !a.IsImported), g => g.AccountId, a => a.Id, (g, a) => a.Id).AnyAsync(cancellation)
        || await db.CaseEvents.AnyAsync(e => e.CaseId == caseId && e.OwnerId == accountId, cancellation);
}
