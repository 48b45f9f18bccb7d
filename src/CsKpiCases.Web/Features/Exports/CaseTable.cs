using System.Globalization;
using System.Linq.Expressions;
using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Exports;

/// <summary>Cases as a table, oldest first, read in pages so that memory stays flat.</summary>
internal sealed class CaseTable(IDbContextFactory<CasesDbContext> contexts)
{
    private const int AtOnce = 2000;

    private static readonly (string Name, Func<Row, string?> Of)[] Columns =
    [
        ("number", r => r.Case.Number), ("externalNumber", r => r.Case.ExternalNumber), ("shop", r => r.Shop), ("type", r => Word(r.Case.Type)),
        ("state", r => r.Case.State), ("stage", r => Word(r.Case.Stage)), ("waitsOn", r => WaitNames.Of(r.Case.WaitsOn)), ("owner", r => r.Owner), ("team", r => r.Team),
        ("buyer", r => r.Buyer), ("orderNumber", r => r.Case.OrderNumber), ("subject", r => r.Case.Subject), ("category", r => r.Case.Category), ("cause", r => r.Case.Cause),
        ("grade", r => r.Case.Grade == Grade.Unset ? null : r.Case.Grade.ToString()), ("priority", r => Word(r.Case.Priority)), ("source", r => Word(r.Case.Source)),
        ("openedAt", r => Instants.Format(r.Case.OpenedAt)), ("resolvedAt", r => At(r.Case.ResolvedAt)), ("closedAt", r => At(r.Case.ClosedAt)),
        ("reopenCount", r => r.Case.ReopenCount.ToString(CultureInfo.InvariantCulture)), ("outcome", r => Word(r.Case.Outcome)), ("liability", r => Word(r.Case.Liability)),
        ("escalationLevel", r => r.Case.EscalationLevel.ToString(CultureInfo.InvariantCulture)), ("imported", r => r.Case.IsImported ? "true" : "false"),
    ];

    public async Task<long> WriteAsync(string path, string extension, string? shop, CancellationToken cancellation)
    {
        await using var writer = TableWriter.Create(path, extension, [.. Columns.Select(c => c.Name)]);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (after, count) = (0L, 0L);
        while (true)
        {
            var rows = await PageAsync(db, shop, after, cancellation);
            foreach (var row in rows) await writer.WriteAsync([.. Columns.Select(c => c.Of(row))]);
            count += rows.Count;
            if (rows.Count < AtOnce) return count;
            after = rows[^1].Case.Id;
        }
    }

    private static Task<List<Row>> PageAsync(CasesDbContext db, string? shop, long after, CancellationToken cancellation)
    {
        Expression<Func<Case, bool>> isAsked = c => c.Id > after && (shop == null || db.Shops.Any(s => s.Id == c.ShopId && s.Code == shop));
        return db.Cases.AsNoTracking().Where(isAsked).OrderBy(c => c.Id).Take(AtOnce).Select(c => new Row
        {
            Case = c,
            Shop = db.Shops.Where(s => s.Id == c.ShopId).Select(s => s.Code).First(),
            Owner = db.Users.Where(a => a.Id == c.OwnerId).Select(a => a.UserName).FirstOrDefault(),
            Team = db.Teams.Where(t => t.Id == c.TeamId).Select(t => t.Name).FirstOrDefault(),
            Buyer = db.Buyers.Where(b => b.Id == c.BuyerId).Select(b => b.PlatformBuyerId).FirstOrDefault(),
        }).ToListAsync(cancellation);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonText.CamelCase(value.ToString());

    private static string? At(DateTime? at) => at is { } instant ? Instants.Format(instant) : null;

    private sealed class Row
    {
        public required Case Case { get; init; }
        public required string Shop { get; init; }
        public string? Owner { get; init; }
        public string? Team { get; init; }
        public string? Buyer { get; init; }
    }
}
