using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Calls;

/// <summary>Calls that the demo's agents have asked for, by the same act as theirs.</summary>
public sealed class AskDemoCalls(IDbContextFactory<CasesDbContext> contexts, CaseStore store)
{
    private static readonly (string What, double Hours)[] Asked =
    [
        ("买家要求主管亲自道歉，愿意接受补发，希望今天能通电话。", 3),
        ("赔付金额谈不拢，买家说只跟能拍板的人谈。", 6),
        ("买家准备打 12315，请主管先沟通一次。", 1.5),
    ];

    /// <summary>Nobody is to be told of what the demo made up, however quick its delivery is.</summary>
    private static Task UntoldAsync(CasesDbContext db, CaseResult.Done done, CancellationToken cancellation) =>
        db.OutboxMessages.Where(m => m.CaseId == done.Case.Id && m.Kind == "notice.call_asked").ExecuteDeleteAsync(cancellation);

    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Promises.AnyAsync(p => p.ShopId == shop.Id && p.Kind == PromiseKind.CallBack && p.OwedBy == Wait.Supervisor && p.KeptAt == null && p.CancelledAt == null, cancellation)) return;
        var cases = await db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id && c.OwnerId != null && c.State == ComplaintWorkflow.Investigating)
            .OrderByDescending(c => c.Id).Take(Asked.Length).Select(c => new { c.Id, Owner = c.OwnerId!.Value }).ToListAsync(cancellation);
        foreach (var (one, (what, hours)) in cases.Zip(Asked))
        {
            await store.ActAsync(shop, one.Id, new AskForCall(what, store.Now.AddHours(hours)), Actor.Person(one.Owner, Role.Agent), null, UntoldAsync, cancellation);
        }
    }
}
