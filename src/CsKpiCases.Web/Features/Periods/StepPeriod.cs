using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>Who takes a step: a person, or the monthly job.</summary>
/// <param name="ById">Null: the job.</param>
/// <param name="IsApprover">The general manager.</param>
public sealed record PeriodActor(long? ById, bool IsApprover);

/// <summary>
/// Opens the review of a month, approves it, sends it back, publishes it. Calculating is <see cref="CalculateScores"/>'s.
/// A step that has been taken already changes nothing, whoever takes it again.
/// </summary>
public sealed class StepPeriod(CaseWriter writer, IdSource ids, CalculateScores calculate, TimeProvider clock)
{
    /// <summary>The state after it, and why it was refused, if it was.</summary>
    /// <param name="version">As the actor saw it; null where that does not matter.</param>
    public async Task<(PeriodState State, PeriodRefusal? Refusal)> RunAsync(
        Shop shop, CalendarMonth month, PeriodTrigger trigger, int? version, string? note, PeriodActor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(actor);
        if (trigger == PeriodTrigger.Calculate) throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "A calculation is not a step of its own.");
        // what is approved is what the facts make now: whoever approves has seen it, or looks again
        if (trigger == PeriodTrigger.Approve && (await calculate.RunAsync(shop, month, actor.ById, cancellation)).Outcome == CalculationOutcome.Stored) return (await StateAsync(shop, month, cancellation), PeriodRefusal.FiguresChanged);
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        return await writer.WriteAsync(
            async (db, token) =>
            {
                await PeriodRows.LockAsync(db, shop.Id, token);
                var name = month.ToString();
                var period = await PeriodRows.TrackedAsync(db, ids, shop.Id, name, now, token);
                var earlier = await db.ScorePeriods.AnyAsync(p => p.ShopId == shop.Id && p.Month.CompareTo(name) < 0 && p.State != PeriodState.Open && p.State != PeriodState.Published, token);
                var today = LocalDays.Of(now, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
                var (to, refusal) = PeriodMachine.Decide(period.State, trigger, new PeriodFacts(month, today, ReviewDays.Shipped, actor.IsApprover, earlier, note));
                if (refusal is not null || to == period.State) return (period.State, refusal);
                if (version is not null && version != period.Version) return (period.State, PeriodRefusal.ChangedMeanwhile);
                PeriodRows.Move(db, ids, period, to, now, actor.ById, note);
                if (actor.ById is { } account) db.Add(new AuditEntry { Id = ids.Next(), ShopId = shop.Id, AccountId = account, At = now, Act = ActOf(trigger), Subject = name });
                if (to == PeriodState.Published) await PublishAsync(db, shop, month, period, now, token);
                await TellAsync(db, period, trigger, month, now, token);
                await db.SaveChangesAsync(token);
                return (to, (PeriodRefusal?)null);
            },
            cancellation);
    }

    private Task<PeriodState> StateAsync(Shop shop, CalendarMonth month, CancellationToken cancellation) =>
        writer.WriteAsync(async (db, token) => (await PeriodRows.TrackedAsync(db, ids, shop.Id, month.ToString(), Instants.Cut(clock.GetUtcNow().UtcDateTime), token)).State, cancellation);

    private static string ActOf(PeriodTrigger trigger) => trigger switch
    {
        PeriodTrigger.OpenReview => "score_review_opened",
        PeriodTrigger.Approve => "scores_approved",
        PeriodTrigger.SendBack => "scores_sent_back",
        _ => "scores_published",
    };

    /// <summary>Locks the snapshot, and gives what three months running come to.</summary>
    private async Task PublishAsync(CasesDbContext db, Shop shop, CalendarMonth month, ScorePeriod period, DateTime now, CancellationToken cancellation)
    {
        var snapshot = await db.ScoreSnapshots.AsTracking().SingleAsync(s => s.Id == period.SnapshotId, cancellation);
        snapshot.IsPublished = true;
        List<string> names = [.. Enumerable.Range(0, Streaks.Months).Select(back => month.Plus(-back).ToString())];
        var rows = await db.ScoreSnapshots.AsNoTracking().Where(s => s.ShopId == shop.Id && names.Contains(s.Month) && (s.IsPublished || s.Id == snapshot.Id))
            .Join(db.AgentScores, s => s.Id, a => a.SnapshotId, (s, a) => new { s.Month, a.AccountId, a.Final, a.PostGrade }).ToListAsync(cancellation);
        var results = rows.ConvertAll(r => new PublishedResult(CalendarMonth.Parse(r.Month), r.AccountId, r.Final, r.PostGrade));
        // an award stands in the pay of the month after the one that earned it
        List<string> paidIn = [.. Enumerable.Range(0, Streaks.Months).Select(back => month.Next.Plus(-back).ToString())];
        var given = await db.Awards.AsNoTracking().Where(a => a.ShopId == shop.Id && a.Kind == AwardKind.Streak && paidIn.Contains(a.Month)).Select(a => new { a.AccountId, a.Month }).ToListAsync(cancellation);
        var awarded = given.ToLookup(a => a.AccountId, a => CalendarMonth.Parse(a.Month).Previous);
        var amount = (await RuleBook.ReadAsync(db, shop, month, cancellation)).Pay.StreakAward;
        foreach (var account in Streaks.FirstThreeTimes(results, month, awarded))
        {
            db.Add(new Award { Id = ids.Next(), ShopId = shop.Id, AccountId = account, Month = month.Next.ToString(), Kind = AwardKind.Streak, Amount = amount, Reason = string.Join(" ", names.Order(StringComparer.Ordinal)), CreatedAt = now });
        }

        var failed = Streaks.FailedThreeTimes(results, month);
        if (failed.Count == 0) return;
        var deciders = await db.Grants.Where(g => (g.ShopId == shop.Id || g.ShopId == null) && g.Role == Role.HumanResources).Select(g => g.AccountId).Distinct().ToListAsync(cancellation);
        foreach (var account in failed) db.Add(Notice("notice.period.failed_three", $"/scores/{month}/{account}", deciders, ("owner", Text(account)), ("from", names[^1]), ("to", names[0])).Message(ids.Next(), shop.Id, now));
    }

    /// <summary>Agents hear of the review and of the result, the general managers of a month that waits for them.</summary>
    private async Task TellAsync(CasesDbContext db, ScorePeriod period, PeriodTrigger trigger, CalendarMonth month, DateTime now, CancellationToken cancellation)
    {
        if (trigger is not (PeriodTrigger.OpenReview or PeriodTrigger.Publish)) return;
        var agents = await db.AgentScores.Where(a => a.SnapshotId == period.SnapshotId).Select(a => a.AccountId).ToListAsync(cancellation);
        var key = trigger == PeriodTrigger.OpenReview ? "notice.period.review" : "notice.period.published";
        db.Add(Notice(key, $"/scores/mine?month={month}", agents, ("day", LocalDays.Text(ReviewDays.Shipped.ReviewUntil(month))), ("from", month.ToString())).Message(ids.Next(), period.ShopId, now));
    }

    private static StaffNotice Notice(string key, string href, List<long> accounts, params (string Name, string Value)[] arguments) =>
        new(key, href) { Accounts = accounts, Arguments = arguments.ToDictionary(a => a.Name, a => a.Value) };

    private static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
