using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Platforms;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.PlatformHealth;

/// <summary>A value of a trend.</summary>
public sealed record TrendPoint(DateOnly Date, decimal? Value);

/// <summary>Reads kept assessments.</summary>
public sealed class FindAssessments(IDbContextFactory<CasesDbContext> contexts)
{
    /// <summary>Values of a trend, the newest included.</summary>
    public const int TrendLength = 12;

    internal static readonly JsonSerializerOptions DocumentText = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The packs that a shop is assessed by each night: its platform's own, and those that were kept for it before.</summary>
    public async Task<IReadOnlyList<PlatformPack>> PacksAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var own = PacksOfShop.Of(shop.Platform);
        var packs = new List<PlatformPack>(own);
        foreach (var pack in ShippedPacks.All.Except(own))
        {
            if (await db.AssessmentRuns.AnyAsync(r => r.ShopId == shop.Id && r.Pack == pack.Key, cancellation)) packs.Add(pack);
        }

        return packs;
    }

    /// <summary>For each line the values up to an assessment's date, oldest first; dates without a kept one are left out.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TrendPoint>>> TrendAsync(Shop shop, PlatformPack pack, Assessment newest, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(newest);
        var dates = pack.Lines.Select(l => l.Window).Distinct().ToDictionary(kind => kind, kind => AssessmentWindow.Trend(kind, newest.Date, TrendLength).ToList());
        var wanted = dates.Values.SelectMany(d => d).Distinct().Where(d => d != newest.Date).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var runs = await db.AssessmentRuns.AsNoTracking().Where(r => r.ShopId == shop.Id && r.Pack == pack.Key && EF.Parameter(wanted).Contains(r.AssessedOn)).ToListAsync(cancellation);
        var kept = runs.Select(Read).Append(newest).ToDictionary(a => a.Date, a => a.Lines.ToDictionary(l => l.Line));
        return pack.Lines.ToDictionary(line => line.Key, IReadOnlyList<TrendPoint> (line) =>
        [
            .. dates[line.Window].Order().Where(d => kept.TryGetValue(d, out var lines) && lines.ContainsKey(line.Key)).Select(d => new TrendPoint(d, kept[d][line.Key].Value)),
        ]);
    }

    internal static Assessment Read(AssessmentRun run) =>
        JsonSerializer.Deserialize<Assessment>(run.Document, DocumentText) ?? throw new InvalidDataException($"The assessment {run.Id} is empty.");
}
