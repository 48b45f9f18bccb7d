using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>
/// The demo's months on their way: those before the last are published, the newest of them with an addition and an answered appeal; the
/// last one is as far as the day of the month allows.
/// </summary>
public sealed class MakeDemoPeriods(IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, CalculateScores calculate, StepPeriod step, JobRunner jobs, IdSource ids, TimeProvider clock)
{
    private const int MostLooks = 5;

    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var last = CalendarMonth.Of(clock.GetUtcNow().UtcDateTime, zone).Previous;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.PeriodSteps.AnyAsync(s => s.ShopId == shop.Id && s.To == PeriodState.Published, cancellation)) return;
        var people = await DemoPeople.ReadAsync(db, shop, cancellation);
        var before = last.Previous;
        await AddAsync([.. Additions(shop, before, people, zone, AdditionState.Applied), Appeal(shop, before, people, zone, answered: true)], cancellation);
        await jobs.SettleAsync(shop, cancellation);
        await PublishAsync(shop, before, new PeriodActor(people["guozong"].AccountId, IsApprover: true), cancellation);
        await calculate.RunAsync(shop, last, null, cancellation);
        await AddAsync(Additions(shop, last, people, zone, AdditionState.Proposed), cancellation);
        var (state, _) = await step.RunAsync(shop, last, PeriodTrigger.OpenReview, null, null, new PeriodActor(null, IsApprover: false), cancellation);
        if (state == PeriodState.UnderReview) await AddAsync([Appeal(shop, last, people, zone, answered: false)], cancellation);
    }

    /// <summary>
    /// Publishes the months up to one, each after those before it. The jobs of the running shop go on meanwhile: whose figures changed
    /// looks again, and a month that was calculated meanwhile is published first.
    /// </summary>
    private async Task PublishAsync(Shop shop, CalendarMonth last, PeriodActor manager, CancellationToken cancellation)
    {
        PeriodRefusal? refusal = null;
        for (var look = 0; look < MostLooks; look++)
        {
            refusal = null;
            foreach (var month in await ToPublishAsync(shop, last, cancellation))
            {
                await calculate.RunAsync(shop, month, null, cancellation);
                foreach (var trigger in new[] { PeriodTrigger.OpenReview, PeriodTrigger.Approve, PeriodTrigger.Publish })
                {
                    if (refusal is null) (_, refusal) = await step.RunAsync(shop, month, trigger, null, null, manager, cancellation);
                }
            }

            if (refusal is null) return;
        }

        throw new InvalidOperationException($"The demo's months up to {last} cannot be published: {refusal}.");
    }

    private async Task<IReadOnlyList<CalendarMonth>> ToPublishAsync(Shop shop, CalendarMonth last, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var periods = await db.ScorePeriods.AsNoTracking().Where(p => p.ShopId == shop.Id).Select(p => new { p.Month, p.State }).ToListAsync(cancellation);
        var published = periods.Where(p => p.State == PeriodState.Published).Select(p => CalendarMonth.Parse(p.Month)).ToHashSet();
        return [.. periods.Select(p => CalendarMonth.Parse(p.Month)).Append(last).Distinct().Where(m => m <= last && !published.Contains(m)).Order()];
    }

    private IEnumerable<object> Additions(Shop shop, CalendarMonth month, DemoPeople people, TimeZoneInfo zone, AdditionState state)
    {
        var addition = new ScoreAddition
        {
            Id = ids.Next(), ShopId = shop.Id, AccountId = people["lijing"].AccountId, Month = month.ToString(), Points = 5, Reason = "大促夜班主动顶岗三次，带新人两名。", Proof = "排班表与换班记录，见 /leave。",
            ProposedById = people["zhaolei"].AccountId, ProposedAt = At(month, 2, zone),
        };
        if (state == AdditionState.Applied)
        {
            AdditionRules.Decide(addition, true, "情况属实。", people["guozong"].AccountId, At(month, 3, zone));
            AdditionRules.Apply(addition, false, people["linyun"].AccountId, At(month, 3, zone));
        }

        yield return addition;
    }

    private ScoreAppeal Appeal(Shop shop, CalendarMonth month, DemoPeople people, TimeZoneInfo zone, bool answered)
    {
        var appeal = new ScoreAppeal
        {
            Id = ids.Next(), ShopId = shop.Id, Month = month.ToString(), AccountId = people["wangmin"].AccountId, Against = AppealAgainst.Line, Target = "service_score",
            Reason = "有一条一星评价是物流问题，不是客服服务。", FiledAt = At(month, 6, zone),
        };
        if (answered) AppealRules.Answer(appeal, false, "买家评价写明“客服一直没回”，聊天记录属实。", null, people["zhaolei"].AccountId, At(month, 8, zone));
        return appeal;
    }

    /// <summary>Ten in the morning of a day of the next month.</summary>
    private DateTime At(CalendarMonth month, int day, TimeZoneInfo zone)
    {
        var (at, now) = (LocalDays.At(new DateOnly(month.Next.Year, month.Next.Month, day), new TimeOnly(10, 0), zone), Instants.Cut(clock.GetUtcNow().UtcDateTime));
        return at < now ? at : now;
    }

    private Task AddAsync(IEnumerable<object> rows, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            db.AddRange(rows);
            await db.SaveChangesAsync(token);
        },
        cancellation);
}
