using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>Puts the page of one run together; null where the reader's shops have none of that id.</summary>
public sealed class BuildRunPage(ReadDryRuns runs, ShopBook shops)
{
    public async Task<RunPage?> RunAsync(long id, SignedIn reader, bool moved, int? after, int? before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (await runs.FindAsync(id, cancellation) is not var (head, figures) || !reader.Can(Right.ReadReports, head.ShopId)) return null;
        var shop = (await shops.AllAsync(cancellation)).First(s => s.Id == head.ShopId);
        var changes = head.Status == DryRunStatus.Done ? await runs.PageAsync(id, moved, after, before, cancellation) : null;
        return new RunPage(shop, head, figures, moved, changes, head.AskedById == reader.AccountId && head.Status == DryRunStatus.Running);
    }
}
