using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Platforms;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.PlatformHealth;

/// <summary>Which facts behind a figure.</summary>
public enum BehindPart
{
    /// <summary>The bad ones; of a mean those beyond the target.</summary>
    Bad,

    /// <summary>All that were counted.</summary>
    All,

    /// <summary>The paid orders that they are set against.</summary>
    Orders,
}

/// <summary>One page of the facts behind a figure.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record BehindPage(IReadOnlyList<BehindRow> Rows, long? Next);

/// <summary>Opens a figure of an assessment to the facts that it was counted from, newest first, by keyset on their id.</summary>
public sealed class ReadBehind(IDbContextFactory<CasesDbContext> contexts, AssessPlatform assess)
{
    private const int PageSize = 50;

    public async Task<BehindPage> RunAsync(Shop shop, PackLine line, DateOnly date, BehindPart part, long? after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(line);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (facts, window) = (assess.FactsOf(db, shop), AssessmentWindow.Of(line.Window, date));
        var rows = part == BehindPart.Orders
            ? await facts.PaidOrdersAsync(window, after, PageSize + 1, cancellation)
            : await facts.ListAsync(line, window, part == BehindPart.Bad, after, PageSize + 1, cancellation);
        long? next = rows.Count > PageSize ? rows[PageSize - 1].Id : null;
        rows = [.. rows.Take(PageSize)];
        var ids = rows.Select(r => r.CaseId).OfType<long>().Distinct().ToList();
        var numbers = ids.Count == 0 ? [] : await db.Cases.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.Id) && c.ShopId == shop.Id).ToDictionaryAsync(c => c.Id, c => c.Number, cancellation);
        return new BehindPage(rows.ConvertAll(r => r.CaseId is { } id && numbers.TryGetValue(id, out var number) ? r with { CaseNumber = number } : r), next);
    }

    /// <summary>The parts that a line opens to.</summary>
    public static IReadOnlyList<BehindPart> PartsOf(PackLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Formula.Counting == Counting.Figure) return [];
        if (line.Formula.Against == Against.PaidOrders) return [BehindPart.Bad, BehindPart.Orders];
        return line.Formula.Counting == Counting.Mean && line.Target is null ? [BehindPart.All] : [BehindPart.Bad, BehindPart.All];
    }
}
