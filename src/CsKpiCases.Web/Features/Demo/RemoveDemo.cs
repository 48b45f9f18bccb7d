using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>Takes the demo shop with everything in it out of the store; what is not the demo's stays.</summary>
public sealed class RemoveDemo(CaseWriter writer, ShopBook shops)
{
    /// <summary>In one transaction; nothing happens where there is no demo.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await writer.WriteAsync(
            async (db, token) =>
            {
                var (phase, shopId) = await DemoStatus.ReadAsync(db, token);
                if (phase == DemoPhase.None) return;
                await ClearAsync(db, shopId, token);
                await db.ApiTokens.Where(t => db.Users.Any(a => a.Id == t.AccountId && a.IsDemo)).ExecuteDeleteAsync(token);
                await db.Users.Where(a => a.IsDemo).ExecuteDeleteAsync(token);
                await db.Shops.Where(s => s.Id == shopId).ExecuteDeleteAsync(token);
                await DemoStatus.WriteAsync(db, DemoPhase.None, 0, token);
            },
            cancellation);
        shops.Forget();
    }

    /// <summary>Every row that says which shop it is of, those that refer to others first.</summary>
    private static async Task ClearAsync(CasesDbContext db, long shopId, CancellationToken cancellation)
    {
        var ofCase = db.IsSqlite ? "rowid" : "\"CaseId\"";
        // The names are the model's own, the value is a parameter.
#pragma warning disable EF1002, EF1003
        await db.Database.ExecuteSqlRawAsync($"DELETE FROM \"CaseSearch\" WHERE {ofCase} IN (SELECT \"Id\" FROM \"Cases\" WHERE \"ShopId\" = {{0}})", [shopId], cancellation);
        foreach (var entity in DependentsFirst(db.Model).Where(e => e.FindProperty("ShopId") is not null))
        {
            await db.Database.ExecuteSqlRawAsync($"DELETE FROM \"{entity.GetTableName()}\" WHERE \"ShopId\" = {{0}}", [shopId], cancellation);
        }
#pragma warning restore EF1002, EF1003
    }

    private static List<IEntityType> DependentsFirst(IModel model)
    {
        var ordered = new List<IEntityType>();
        var left = model.GetEntityTypes().Where(e => e.GetTableName() is not null).ToList();
        while (left.Count > 0)
        {
            var free = left.FindAll(e => !left.Any(other => other != e && other.GetForeignKeys().Any(k => k.PrincipalEntityType == e)));
            ordered.AddRange(free);
            left.RemoveAll(free.Contains);
        }

        return ordered;
    }
}
