using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Staff;

/// <summary>Sets up shifts, rosters, limits and leave, as if people had entered them before.</summary>
internal static class Staffing
{
    public static Task SaveAsync(this CasesApp app, params object[] rows) => SaveAsync(app.Services, rows);

    public static Task SaveAsync(this StoreHost host, params object[] rows) => SaveAsync(host.Provider, rows);

    /// <summary>Leave that holds from and until.</summary>
    public static LeaveRequest Leave(long id, Shop shop, Actor who, DateTime from, DateTime to) => new()
    {
        Id = id, ShopId = shop.Id, AccountId = who.AccountId!.Value, From = from, To = to, Reason = "家事", State = RequestState.Granted, AskedAt = from.AddDays(-1), HoldsFrom = from, HoldsTo = to,
    };

    private static async Task SaveAsync(IServiceProvider services, object[] rows)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<CasesDbContext>>().CreateDbContextAsync();
        db.AddRange(rows);
        await db.SaveChangesAsync();
        foreach (var shop in await db.Shops.Select(s => s.Id).ToListAsync()) services.GetRequiredService<ShiftBook>().Forget(shop);
    }

    public static long NewId(this CasesApp app) => app.Services.GetRequiredService<IdSource>().Next();

    public static long NewId(this StoreHost host) => host.Provider.GetRequiredService<IdSource>().Next();
}
