using System.Globalization;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.WorkList;

/// <summary>Puts the work list, or what a search found, together for one reader.</summary>
public sealed class ShowWorkList(FindWork work, SearchCases search, ShopPeople people)
{
    private static readonly IReadOnlyList<string> OpenStates =
        [.. CaseMachines.Available.SelectMany(type => CaseMachines.For(type).States).Where(s => s.IsOpen).Select(s => s.Name).Distinct()];

    public async Task<WorkListPage> RunAsync(Shop shop, SignedIn reader, WorkListFilter filter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(filter);
        var view = filter.View ?? (reader.RolesIn(shop.Id).Contains(Role.Agent) ? WorkView.Mine : WorkView.Team);
        var page = new WorkListPage
        {
            Filter = filter,
            View = view,
            Rows = [],
            Counts = await work.CountAsync(shop, reader.AccountId, cancellation),
            Owners = [.. (await people.OfAsync(shop.Id, cancellation)).Where(person => person.MayOwn)],
            States = OpenStates,
            MayAssign = reader.Can(Right.AssignCases, shop.Id),
            MayKeepMeasures = reader.Can(Right.KeepMeasures, shop.Id),
            MayWork = reader.Can(Right.WorkCases, shop.Id),
            MayLog = reader.Can(Right.LogCases, shop.Id),
        };
        return filter.IsSearch ? await SearchedAsync(page, shop, cancellation) : await ListedAsync(page, shop, reader, cancellation);
    }

    private async Task<WorkListPage> ListedAsync(WorkListPage page, Shop shop, SignedIn reader, CancellationToken cancellation)
    {
        var here = page.Filter with { After = null, Before = null };
        var (rows, hasNewer, hasOlder) = await work.ListAsync(shop, reader.AccountId, page.View, page.Filter, cancellation);
        return page with
        {
            Rows = rows,
            NewerHref = hasNewer && rows.Count > 0 ? (here with { Before = rows[0].Cursor.ToString() }).Href() : null,
            OlderHref = hasOlder && rows.Count > 0 ? (here with { After = rows[^1].Cursor.ToString() }).Href() : null,
        };
    }

    /// <summary>Search goes forward only: its cursor is the last id, and back is the browser's.</summary>
    private async Task<WorkListPage> SearchedAsync(WorkListPage page, Shop shop, CancellationToken cancellation)
    {
        var before = long.TryParse(page.Filter.After, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : long.MaxValue;
        var found = await search.FindAsync(shop, page.Filter.Q!, before, FindWork.PageSize + 1, cancellation);
        var shown = found.Take(FindWork.PageSize).ToList();
        return page with
        {
            Rows = await work.OfAsync(shop, shown, cancellation),
            OlderHref = found.Count > shown.Count
                ? (page.Filter with { After = shown[^1].ToString(CultureInfo.InvariantCulture) }).Href() : null,
        };
    }
}
