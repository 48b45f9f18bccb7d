using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CsKpiCases.Web.Features.NightlyReport;

/// <summary>
/// Makes a shop's report for one local day and stores it as a numbered revision that is never changed. The nightly run makes
/// the first one and none when there is one; a run by hand always adds one.
/// </summary>
public sealed class RunNightlyReport(IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, IdSource ids, TimeProvider clock)
{
    internal static readonly JsonSerializerOptions DocumentText = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Runs it; null when what was asked for had been made already.</summary>
    /// <param name="shop">Whose.</param>
    /// <param name="date">Which local day.</param>
    /// <param name="isByHand">Adds a revision to those that are there.</param>
    /// <param name="askedById">Who asked for it by hand.</param>
    /// <param name="cancellation">Given up.</param>
    /// <param name="requestId">Of a run by hand: the revision takes it for its own id, so that a request taken up again after a kill adds none.</param>
    public async Task<NightlyReportRevision?> RunAsync(
        Shop shop, DateOnly date, bool isByHand, long? askedById, CancellationToken cancellation, long? requestId = null)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var id = isByHand ? requestId ?? ids.Next() : ids.Next();
        if (await IsMadeAsync(shop.Id, date, isByHand, id, cancellation)) return null;
        var report = await MakeAsync(shop, date, cancellation);
        var document = JsonSerializer.Serialize(report, DocumentText);
        return await writer.WriteAsync(
            async (db, token) =>
            {
                var last = await db.NightlyReportRevisions.Where(r => r.ShopId == shop.Id && r.ReportedOn == date).MaxAsync(r => (int?)r.Revision, token) ?? 0;
                if (isByHand ? await db.NightlyReportRevisions.AnyAsync(r => r.Id == id, token) : last > 0) return null; // another node was quicker
                var revision = new NightlyReportRevision
                {
                    Id = id, ShopId = shop.Id, ReportedOn = date, Revision = last + 1, CreatedAt = report.MadeAt, CreatedById = askedById, Document = document,
                };
                db.Add(revision);
                db.Add(Told(shop, report));
                await db.SaveChangesAsync(token);
                return revision;
            },
            cancellation);
    }

    /// <summary>The report as the store has it now, not stored.</summary>
    public async Task<DayReport> MakeAsync(Shop shop, DateOnly date, CancellationToken cancellation)
    {
        var day = ReportDay.Of(shop, date);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var reading = await ReadingAsync(db, cancellation);
        var (judged, breached) = await ReportFacts.VerdictsAsync(db, day, cancellation);
        var (_, before) = await ReportFacts.VerdictsAsync(db, day.Before, cancellation);
        var opened = await db.Cases.LongCountAsync(c => c.ShopId == shop.Id && c.OpenedOn == date, cancellation);
        return new DayReport
        {
            Shop = shop.Code,
            ShopName = shop.Name,
            Date = date,
            TimeZone = shop.TimeZone,
            From = day.From,
            To = day.To,
            MadeAt = clock.GetUtcNow().UtcDateTime,
            Sentence = new ReportSentence(opened, judged, breached, before),
            Lines = await LinesAsync(db, day, cancellation),
            Breached = await BreachedCases.ListAsync(db, day, cancellation),
            HeatMap = await BreachedCases.HeatMapAsync(db, day, cancellation),
        };
    }

    /// <summary>
    /// One reading of the store: figures that are read one after the other still agree. On SQLite a deferred transaction, which
    /// keeps nobody from writing.
    /// </summary>
    private static async Task<IDbContextTransaction> ReadingAsync(CasesDbContext db, CancellationToken cancellation)
    {
        if (!db.IsSqlite) return await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        var deferred = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        return (await db.Database.UseTransactionAsync(deferred, cancellation))!;
    }

    private static async Task<List<ReportLine>> LinesAsync(CasesDbContext db, ReportDay day, CancellationToken cancellation)
    {
        var figures = (await ReportFacts.LinesAsync(db, day, cancellation)).ToDictionary(f => ((ReportBy)f.By, f.Key));
        var backlog = await ReportBacklog.ReadAsync(db, day, cancellation);
        var keys = figures.Keys.Concat(backlog.Keys).Append((ReportBy.Shop, "")).Distinct()
            .OrderBy(k => k.Item1).ThenByDescending(k => figures.GetValueOrDefault(k)?.Breached ?? 0).ThenBy(k => k.Item2, StringComparer.Ordinal).ToList();
        var names = await BreachedCases.NamesAsync(
            db, keys.Where(k => k.Item1 == ReportBy.Agent).Select(k => long.TryParse(k.Item2, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null), cancellation);
        return keys.ConvertAll(k => Line(k.Item1, k.Item2, figures.GetValueOrDefault(k) ?? new LineFigures(), backlog.GetValueOrDefault(k) ?? new long[BacklogAges.Count], names));
    }

    private static ReportLine Line(ReportBy by, string key, LineFigures figures, long[] backlog, Dictionary<long, string> names) => new()
    {
        By = by,
        Key = KeyOf(by, key),
        Name = by == ReportBy.Agent && long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? names.GetValueOrDefault(id) : null,
        Opened = figures.Opened,
        Stopped = figures.Stopped,
        Met = figures.Met,
        Late = figures.Late,
        Breached = figures.Breached,
        AtRisk = figures.AtRisk,
        MedianSeconds = figures.MedianSeconds,
        P90Seconds = figures.P90Seconds,
        Backlog = backlog,
    };

    /// <summary>The database's numbers as words: parties other than agents, and case types.</summary>
    private static string KeyOf(ReportBy by, string key) => by switch
    {
        ReportBy.Agent when key.StartsWith('-') => JsonNamingPolicy.SnakeCaseLower.ConvertName(((AttributionParty)byte.Parse(key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture)).ToString()),
        ReportBy.CaseType => ((CaseType)byte.Parse(key, NumberStyles.None, CultureInfo.InvariantCulture)).ToString(),
        _ => key,
    };

    /// <summary>Writes into the audit log who had it run again.</summary>
    public Task NoteAsync(Shop shop, DateOnly date, long accountId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return writer.WriteAsync(
            async (db, token) =>
            {
                db.Add(new AuditEntry { Id = ids.Next(), ShopId = shop.Id, AccountId = accountId, At = clock.GetUtcNow().UtcDateTime, Act = "job.run", Subject = $"{NightlyReportJob.JobName} {LocalDays.Text(date)}" });
                await db.SaveChangesAsync(token);
            },
            cancellation);
    }

    private async Task<bool> IsMadeAsync(long shop, DateOnly date, bool isByHand, long id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var made = isByHand ? db.NightlyReportRevisions.Where(r => r.Id == id) : db.NightlyReportRevisions.Where(r => r.ShopId == shop && r.ReportedOn == date);
        return await made.AnyAsync(cancellation);
    }

    private OutboxMessage Told(Shop shop, DayReport report) => new()
    {
        Id = ids.Next(),
        ShopId = shop.Id,
        Kind = "notice.report.nightly",
        Payload = JsonSerializer.Serialize(
            new
            {
                audience = nameof(Audience.Supervisors),
                arguments = new object[] { report.Date, report.Sentence.Opened, report.Sentence.Breached },
            },
            DocumentText),
        CreatedAt = report.MadeAt,
    };
}
