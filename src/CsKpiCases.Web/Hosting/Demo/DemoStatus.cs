using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Demo;

/// <summary>How far the demo shop has come; a killed process leaves one of the first two behind.</summary>
public enum DemoPhase
{
    /// <summary>There is no demo data.</summary>
    None,

    /// <summary>Its rows are being written; nobody sees them yet.</summary>
    Filling,

    /// <summary>The shop stands, its reports and scores are being made.</summary>
    Reporting,

    /// <summary>Complete.</summary>
    Filled,
}

/// <summary>The store's fact about its demo: <c>phase:shop id</c>.</summary>
public static class DemoStatus
{
    /// <summary>The folder's lock that whoever makes or removes the demo holds.</summary>
    public const string Lock = "demo";
    private const string FactName = "demo";

    /// <summary>What the store says.</summary>
    public static async Task<(DemoPhase Phase, long ShopId)> ReadAsync(CasesDbContext db, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var value = await db.StoreFacts.AsNoTracking().Where(f => f.Name == FactName).Select(f => f.Value).SingleOrDefaultAsync(cancellation);
        var parts = value?.Split(':');
        return parts is [var phase, var shop] && Enum.TryParse<DemoPhase>(phase, out var known) && long.TryParse(shop, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (known, id)
            : (DemoPhase.None, 0);
    }

    /// <summary>Writes it, in the caller's transaction.</summary>
    public static async Task WriteAsync(CasesDbContext db, DemoPhase phase, long shopId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var fact = await db.StoreFacts.AsTracking().SingleOrDefaultAsync(f => f.Name == FactName, cancellation);
        var value = string.Create(CultureInfo.InvariantCulture, $"{phase}:{shopId}");
        if (phase == DemoPhase.None)
        {
            if (fact is not null) db.StoreFacts.Remove(fact);
        }
        else if (fact is null)
        {
            db.StoreFacts.Add(new StoreFact { Name = FactName, Value = value });
        }
        else
        {
            fact.Value = value;
        }

        await db.SaveChangesAsync(cancellation);
    }
}
