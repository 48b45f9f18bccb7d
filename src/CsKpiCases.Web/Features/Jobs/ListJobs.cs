using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Jobs;

/// <summary>The jobs of a shop, when each runs next, and how the last runs went.</summary>
public sealed class ListJobs(CasesDbContext db, ShiftBook book, IEnumerable<PeriodJob> periodJobs, IEnumerable<MinuteJob> minuteJobs, TimeProvider clock)
{
    private const int RunsAJob = 15;
    private const int MostRuns = 100;

    public async Task<JobsPage> RunAsync(Shop shop, string? only, bool mayRun, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var nextMinute = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc).AddMinutes(1);
        var shifts = await book.StoredAsync(shop.Id, cancellation);
        var lines = periodJobs.Select(j => (j.Name, Schedule: j.ScheduleBy(shifts))).OrderBy(j => j.Schedule.IsOnRequest)
            .Select(j => new JobLine(j.Name, j.Schedule.NextAt(zone, now), j.Schedule.LastComplete(LocalDays.Of(now, zone)), shop.Id) { IsOnRequest = j.Schedule.IsOnRequest })
            .Concat(minuteJobs.OrderBy(j => j.Order).Select(j => new JobLine(j.Name, nextMinute, null, 0))).ToList();
        var runs = new List<RunLine>();
        foreach (var line in lines.Where(l => only is null || l.Name == only))
        {
            var read = await HistoryAsync(line.Name, line.ShopId, only is null ? RunsAJob : MostRuns, cancellation);
            line.Last = read.Count > 0 ? read[0] : null;
            runs.AddRange(read);
        }

        return new JobsPage(lines, [.. runs.OrderByDescending(r => r.StartedAt ?? DateTime.MaxValue).ThenByDescending(r => r.Id)], only, mayRun);
    }

    // By job, shop and period, which is the ledger's unique key: no index of its own is needed.
    private async Task<List<RunLine>> HistoryAsync(string job, long shop, int most, CancellationToken cancellation) =>
        await db.JobRuns.AsNoTracking().Where(r => r.Job == job && r.ShopId == shop).OrderByDescending(r => r.Period).Take(most)
            .Select(r => new RunLine(
                r.Id, r.Job, r.Period, r.State, r.StartedAt, r.EndedAt, r.Rows, r.Error, r.Node, r.Attempts,
                db.Users.Where(a => a.Id == r.AskedById).Select(a => a.DisplayName).FirstOrDefault()))
            .ToListAsync(cancellation);
}

/// <summary>The page of jobs.</summary>
public sealed record JobsPage(IReadOnlyList<JobLine> Jobs, IReadOnlyList<RunLine> Runs, string? Only, bool MayRun);

/// <summary>One job.</summary>
/// <param name="NextAt">Null: not by itself, or never, as the shop has no shifts.</param>
/// <param name="LastComplete">The newest period that it can be run for by its date; null for a job that has no such periods.</param>
/// <param name="ShopId">0: of all shops.</param>
public sealed record JobLine(string Name, DateTime? NextAt, string? LastComplete, long ShopId)
{
    /// <summary>Done whenever somebody asks for it.</summary>
    public bool IsOnRequest { get; init; }

    public RunLine? Last { get; set; }
}

/// <summary>One run.</summary>
public sealed record RunLine(
    long Id, string Job, string Period, JobRunState State, DateTime? StartedAt, DateTime? EndedAt, long Rows, string? Error, string? Node, int Attempts, string? AskedBy)
{
    /// <summary>A day's row of a job of each minute has no duration of its own.</summary>
    public long? Seconds => EndedAt is { } ended && StartedAt is { } started ? (long)(ended - started).TotalSeconds : null;

    public string For => Period.Split(JobClaim.ByHand)[0];

    /// <summary>What it is for, where that is an instant; else null.</summary>
    public DateTime? ForInstant => Instants.TryParse(For, out var at) ? at : null;

    public bool IsByHand => Period.Contains(JobClaim.ByHand, StringComparison.Ordinal);
}
