using CsKpiCases.Data;
using CsKpiCases.Data.Search;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>Lists cases, newest first, by keyset on the id: of one shop, or of all that the caller reaches.</summary>
public sealed class ListCases(CasesDbContext db, CurrentShop current)
{
    /// <summary>How many search hits are looked through for one page, at most; the page then says where to go on.</summary>
    private const int MostRounds = 10;
    private const int ShortestQuery = 2;

    private static readonly HashSet<string> States =
        [.. CaseMachines.Available.Append(CaseType.Unclassified).SelectMany(t => CaseMachines.For(t).States).Select(s => s.Name)];

    public async Task<Page<CaseSummary>> RunAsync(HttpContext http, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(http);
        var query = new QueryParameters(http.Request, "shop", "state", "stage", "owner", "type", "q", "limit", "after");
        var reached = await current.ReachedAsync(cancellation);
        var wanted = Read(query, http.SignedIn(), reached);
        query.Done();
        List<Shop> shops = [.. reached.Where(s => wanted.Shop is null ? http.SignedIn().Can(Right.ReadCases, s.Id) : s.Code == wanted.Shop)];
        foreach (var shop in shops) http.RequireIn(shop.Id);
        var codes = shops.ToDictionary(s => s.Id, s => s.Code);
        return wanted.Q is null
            ? await ListAsync(wanted, codes, cancellation)
            : await SearchAsync(wanted, codes, cancellation);
    }

    private static Filter Read(QueryParameters query, SignedIn who, IReadOnlyList<Shop> reached)
    {
        var (shop, state, q) = (query.Text("shop"), query.Text("state"), query.Text("q"));
        if (shop is not null && reached.All(s => s.Code != shop)) query.Add("shop", FieldCodes.UnknownShop, "No shop of that code that you reach.");
        if (state is not null && !States.Contains(state)) query.Add("state", FieldCodes.UnknownValue, "No workflow has this state.");
        if (q is { Length: < ShortestQuery }) query.Add("q", FieldCodes.OutOfRange, "Two characters at least.");
        var owner = query.Text("owner");
        return new Filter
        {
            Shop = shop,
            State = state,
            Stage = query.Enum<Stage>("stage"),
            Type = query.Enum<CaseType>("type"),
            OwnedByNobody = owner == "none",
            OwnerId = owner switch { null or "none" => null, "me" => who.AccountId, _ => query.Id("owner") },
            Q = q,
            Limit = query.Limit(),
            Before = query.Id("after") ?? long.MaxValue,
        };
    }

    private async Task<Page<CaseSummary>> ListAsync(Filter filter, Dictionary<long, string> shops, CancellationToken cancellation)
    {
        var rows = await RowsAsync(Narrow(filter, shops.Keys).Where(c => c.Id < filter.Before), shops, filter.Limit + 1, cancellation);
        return Cut(rows, filter.Limit);
    }

    private async Task<Page<CaseSummary>> SearchAsync(Filter filter, Dictionary<long, string> shops, CancellationToken cancellation)
    {
        var exact = await RowsAsync(Exact(filter, shops.Keys).Where(c => c.Id < filter.Before), shops, filter.Limit + 1, cancellation);
        if (exact.Count > 0) return Cut(exact, filter.Limit);
        var (found, before) = (new List<CaseSummary>(), filter.Before);
        for (var round = 0; round < MostRounds; round++)
        {
            var ids = await HitsAsync(filter.Q!, shops.Keys, before, cancellation);
            if (ids.Count == 0) return Cut(found, filter.Limit);
            found.AddRange(await RowsAsync(Narrow(filter, shops.Keys).Where(c => ids.Contains(c.Id)), shops, QueryParameters.LargestLimit, cancellation));
            if (found.Count > filter.Limit) return Cut(found, filter.Limit);
            before = ids[^1];
        }

        return new Page<CaseSummary>(found, Ids.Text(before));
    }

    private async Task<List<long>> HitsAsync(string q, IEnumerable<long> shops, long before, CancellationToken cancellation)
    {
        var hits = new List<long>();
        foreach (var shop in shops) hits.AddRange(await SearchIndex.FindAsync(db, shop, q, before, QueryParameters.LargestLimit, cancellation));
        return [.. hits.OrderDescending().Take(QueryParameters.LargestLimit)];
    }

    private IQueryable<Case> Exact(Filter filter, IEnumerable<long> shops)
    {
        var number = filter.Q!.ToUpperInvariant();
        return Narrow(filter, shops).Where(c => c.Number == number || c.ExternalNumber == filter.Q || c.OrderNumber == filter.Q);
    }

    private IQueryable<Case> Narrow(Filter filter, IEnumerable<long> shops)
    {
        long[] ids = [.. shops];
        var one = ids.Length == 1 ? ids[0] : 0;
        // One shop is compared, not looked for in a list: the indexes begin with it.
        var cases = ids.Length == 1 ? db.Cases.AsNoTracking().Where(c => c.ShopId == one) : db.Cases.AsNoTracking().Where(c => ids.Contains(c.ShopId));
        if (filter.State is { } state) cases = cases.Where(c => c.State == state);
        if (filter.Stage is { } stage) cases = cases.Where(c => c.Stage == stage);
        if (filter.Type is { } type) cases = cases.Where(c => c.Type == type);
        if (filter.OwnerId is { } owner) cases = cases.Where(c => c.OwnerId == owner);
        if (filter.OwnedByNobody) cases = cases.Where(c => c.OwnerId == null);
        return cases;
    }

    private async Task<List<CaseSummary>> RowsAsync(IQueryable<Case> cases, Dictionary<long, string> shops, int most, CancellationToken cancellation)
    {
        var rows = await cases.OrderByDescending(c => c.Id).Take(most)
            .Select(c => new
            {
                c.Id, c.Number, c.ExternalNumber, c.ShopId, c.Version, c.Type, c.State, c.Stage, c.WaitsOn, c.OwnerId, c.OrderNumber, c.Subject,
                c.Category, c.Cause, c.Grade, c.Priority, c.EscalationLevel, c.OpenedAt, c.SortDueAt, c.ResolvedAt, c.ClosedAt,
                Owner = db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        return rows.ConvertAll(c => new CaseSummary
        {
            Id = Ids.Text(c.Id),
            Number = c.Number,
            ExternalNumber = c.ExternalNumber,
            Shop = shops[c.ShopId],
            Version = c.Version,
            Type = c.Type,
            State = c.State,
            Stage = c.Stage,
            WaitsOn = c.WaitsOn,
            Owner = c.OwnerId is { } owner ? new Person(Ids.Text(owner), c.Owner ?? "") : null,
            OrderNumber = c.OrderNumber,
            Subject = c.Subject,
            Category = c.Category,
            Cause = c.Cause,
            Grade = c.Grade == Grade.Unset ? null : c.Grade,
            Priority = c.Priority,
            EscalationLevel = c.EscalationLevel,
            OpenedAt = c.OpenedAt,
            NextDueAt = ShowCase.Due(c.SortDueAt),
            ResolvedAt = c.ResolvedAt,
            ClosedAt = c.ClosedAt,
        });
    }

    private static Page<CaseSummary> Cut(List<CaseSummary> rows, int limit) =>
        rows.Count > limit ? new Page<CaseSummary>(rows[..limit], rows[limit - 1].Id) : new Page<CaseSummary>(rows);

    private sealed record Filter
    {
        public string? Shop { get; init; }
        public string? State { get; init; }
        public Stage? Stage { get; init; }
        public CaseType? Type { get; init; }
        public long? OwnerId { get; init; }
        public bool OwnedByNobody { get; init; }
        public string? Q { get; init; }
        public int Limit { get; init; }
        public long Before { get; init; }
    }
}
