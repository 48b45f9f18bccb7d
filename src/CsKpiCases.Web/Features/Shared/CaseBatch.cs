using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>What deciding on the act for one case of many needs to know of it.</summary>
public sealed record BatchCase(long Id, string Number, string State, int Version);

/// <summary>One case that an act on many left alone, and why.</summary>
public sealed record BatchRefusal(string Number, string Why);

/// <summary>What an act on many cases did.</summary>
public sealed record BatchReport(int Done, IReadOnlyList<BatchRefusal> Refused)
{
    internal const string Key = "batch";

    // kept in a cookie until the next page has shown it
    private const int MostKept = 15;

    internal string ToJson() => JsonSerializer.Serialize(this with { Refused = [.. Refused.Take(MostKept)] });

    internal static BatchReport? Read(object? stored) => stored is string json ? JsonSerializer.Deserialize<BatchReport>(json) : null;
}

/// <summary>Does one act on several cases of a shop, each for itself through the store: what is refused is reported, the rest is done.</summary>
public sealed class CaseBatch(CasesDbContext db, CaseStore store, Texts texts)
{
    public const int Most = 200;

    public Task<BatchReport> EachAsync(Shop shop, Actor actor, IReadOnlyCollection<long> ids, Func<BatchCase, CaseAct> act, CancellationToken cancellation) =>
        EachAsync(shop, actor, ids, act, () => { }, cancellation);

    /// <param name="shop">Whose cases.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="ids">The cases, at most <see cref="Most"/>.</param>
    /// <param name="act">What to do to one of them, asked when its turn has come.</param>
    /// <param name="done">Told of each that was done, before the next is asked for.</param>
    /// <param name="cancellation">Given up between two cases.</param>
    public async Task<BatchReport> EachAsync(
        Shop shop, Actor actor, IReadOnlyCollection<long> ids, Func<BatchCase, CaseAct> act, Action done, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(done);
        var wanted = ids.Distinct().Take(Most).ToList();
        var cases = await db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id && wanted.Contains(c.Id)).OrderBy(c => c.SortDueAt).ThenBy(c => c.Id)
            .Select(c => new BatchCase(c.Id, c.Number, c.State, c.Version)).ToListAsync(cancellation);
        var (count, refused) = (0, new List<BatchRefusal>());
        foreach (var one in cases)
        {
            var why = await store.ActAsync(shop, one.Id, act(one), actor, one.Version, cancellation: cancellation) switch
            {
                CaseResult.Done => null,
                CaseResult.Refused no => texts.Refusal(no.Refusal),
                CaseResult.Stale => texts["batch.stale"],
                _ => texts["batch.gone"],
            };
            if (why is not null)
            {
                refused.Add(new BatchRefusal(one.Number, why));
                continue;
            }

            count++;
            done();
        }

        return new BatchReport(count, refused);
    }
}

public static class BatchReports
{
    /// <summary>Shown by <c>_Batch</c> on the next page.</summary>
    public static void Keep(this Controller controller, BatchReport report) => controller.TempData[BatchReport.Key] = report.ToJson();
}
