using System.Globalization;
using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Platforms;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.PlatformHealth;

/// <summary>
/// Keeps a shop's assessments of a date for the trend. Facts are imported late, so those of the days before are made again
/// with it; what has not changed is not written. Doing it twice leaves what doing it once leaves.
/// </summary>
public sealed class KeepAssessment(AssessPlatform assess, FindAssessments find, IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, IdSource ids, TimeProvider clock)
{
    public const string Pressing = "notice.health.pressing";
    private const int DaysAgain = 2;

    /// <summary>
    /// After so many days an assessment that is kept stays as it is, nobody is told of one, and what no trend goes back to is
    /// not made any more.
    /// </summary>
    private const int DaysUntilSettled = 7;

    /// <summary>All packs of the shop; how many assessments were written.</summary>
    public async Task<long> RunAsync(Shop shop, DateOnly date, CancellationToken cancellation)
    {
        var written = 0L;
        foreach (var pack in await find.PacksAsync(shop, cancellation)) written += await RunAsync(shop, pack, date, cancellation);
        return written;
    }

    /// <summary>One pack.</summary>
    public async Task<long> RunAsync(Shop shop, PlatformPack pack, DateOnly date, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(pack);
        var isRecent = date >= assess.Today(shop).AddDays(-DaysUntilSettled);
        if (!isRecent && !AssessmentWindow.IsInTrends(date)) return 0;
        var kept = await KeptAsync(shop.Id, pack.Key, date.AddDays(-DaysAgain), date, cancellation);
        if (!isRecent && kept.ContainsKey(date)) return 0;
        var written = 0L;
        for (var day = isRecent ? date.AddDays(-DaysAgain) : date; day <= date; day = day.AddDays(1))
        {
            if (day != date && !kept.ContainsKey(day)) continue;
            var assessment = await assess.RunAsync(shop, pack, day, cancellation);
            var message = day == date && isRecent && !kept.ContainsKey(date) ? Told(shop, assessment, kept.GetValueOrDefault(date.AddDays(-1))) : null;
            if (await WriteAsync(shop.Id, assessment, message, cancellation)) written++;
        }

        return written;
    }

    private async Task<Dictionary<DateOnly, Assessment>> KeptAsync(long shopId, string pack, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var runs = await db.AssessmentRuns.AsNoTracking().Where(r => r.ShopId == shopId && r.Pack == pack && r.AssessedOn >= from && r.AssessedOn <= to).ToListAsync(cancellation);
        return runs.ToDictionary(r => r.AssessedOn, FindAssessments.Read);
    }

    private Task<bool> WriteAsync(long shopId, Assessment assessment, OutboxMessage? message, CancellationToken cancellation)
    {
        var (id, now, document) = (ids.Next(), clock.GetUtcNow().UtcDateTime, JsonSerializer.Serialize(assessment, FindAssessments.DocumentText));
        return writer.WriteAsync(
            async (db, token) =>
            {
                var run = await db.AssessmentRuns.SingleOrDefaultAsync(r => r.ShopId == shopId && r.Pack == assessment.Pack && r.AssessedOn == assessment.Date, token);
                if (run?.Document == document) return false;
                if (run is null)
                {
                    db.Add(new AssessmentRun { Id = id, ShopId = shopId, Pack = assessment.Pack, AssessedOn = assessment.Date, Document = document, CreatedAt = now });
                    if (message is not null) db.Add(message);
                }
                else
                {
                    run.Document = document;
                }

                await db.SaveChangesAsync(token);
                return true;
            },
            cancellation);
    }

    /// <summary>Tells the shop lead of thresholds that are hit or within one case now and were not the day before.</summary>
    private OutboxMessage? Told(Shop shop, Assessment now, Assessment? before)
    {
        var old = before?.Lines.ToDictionary(l => l.Line, Pressure) ?? [];
        var news = now.Lines.Count(l => Pressure(l) > old.GetValueOrDefault(l.Line));
        if (news == 0) return null;
        var notice = new StaffNotice(Pressing, $"/platform-health/{now.Pack}?date={LocalDays.Text(now.Date)}")
        {
            To = Audience.ShopLeads,
            Arguments = new Dictionary<string, string> { ["day"] = LocalDays.Text(now.Date), ["count"] = news.ToString(CultureInfo.InvariantCulture) },
        };
        return notice.Message(ids.Next(), shop.Id, clock.GetUtcNow().UtcDateTime);
    }

    private static int Pressure(LineAssessment line) => line.ThresholdHit == true ? 2 : line.IsPressing ? 1 : 0;
}
