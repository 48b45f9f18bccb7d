using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>What became of an answer.</summary>
/// <param name="Refusal">By the rules of appeals.</param>
/// <param name="OnCase">By the case, where a clock was to be excused.</param>
public sealed record AppealAnswer(PeriodRefusal? Refusal, TransitionRefused? OnCase = null);

/// <summary>
/// A supervisor answers an appeal. A late clock that was not the agent's fault is excused on its case, a wrong penalty counts no
/// more; points of a line come back as an adjustment: of the month itself while it moves, of the next open one once it is locked.
/// </summary>
public sealed class AnswerAppeal(
    IDbContextFactory<CasesDbContext> contexts, CaseStore store, CaseWriter writer, CalculateScores calculate, IdSource ids, TimeProvider clock)
{
    public async Task<AppealAnswer?> RunAsync(Shop shop, long id, bool isUpheld, string? answer, decimal? points, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(by);
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (await db.ScoreAppeals.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.ShopId == shop.Id, cancellation) is not { } appeal) return null;
            // asked on a copy first: nothing is excused for an answer that would be refused
            if (AppealRules.Answer(appeal, isUpheld, answer, points, by.AccountId, now) is { } refusal) return new AppealAnswer(refusal);
            if (isUpheld && appeal.Against == AppealAgainst.Clock && await ExcuseAsync(db, shop, appeal, answer!, by, cancellation) is { } onCase) return new AppealAnswer(null, onCase);
        }

        var (stored, month) = await StoreAsync(shop, id, isUpheld, answer, points, by.AccountId, now, cancellation);
        if (stored is null && isUpheld) await calculate.RunAsync(shop, month, by.AccountId, cancellation);
        return new AppealAnswer(stored);
    }

    private async Task<(PeriodRefusal? Refusal, CalendarMonth Month)> StoreAsync(Shop shop, long id, bool isUpheld, string? answer, decimal? points, long by, DateTime now, CancellationToken cancellation) =>
        await writer.WriteAsync(
            async (db, token) =>
            {
                var appeal = await db.ScoreAppeals.AsTracking().SingleAsync(a => a.Id == id, token);
                var month = CalendarMonth.Parse(appeal.Month);
                if (AppealRules.Answer(appeal, isUpheld, answer, points, by, now) is { } refusal) return ((PeriodRefusal?)refusal, month);
                appeal.Answer = ClippedText.To(appeal.Answer!, ScoreAppeal.LongestText);
                if (isUpheld && appeal.Against == AppealAgainst.Line) db.Add(await AdjustmentAsync(db, shop, appeal, month, by, now, token));
                db.Add(new StaffNotice("notice.period.answered", $"/scores/mine?month={appeal.Month}") { Accounts = [appeal.AccountId], Arguments = new Dictionary<string, string> { ["note"] = appeal.Answer, ["from"] = appeal.Month } }.Message(ids.Next(), shop.Id, now));
                await db.SaveChangesAsync(token);
                return (null, month);
            },
            cancellation);

    private async Task<ScoreAdjustment> AdjustmentAsync(CasesDbContext db, Shop shop, ScoreAppeal appeal, CalendarMonth month, long by, DateTime now, CancellationToken cancellation) => new()
    {
        Id = ids.Next(), ShopId = shop.Id, AccountId = appeal.AccountId, Month = (await PeriodRows.FirstOpenAsync(db, shop.Id, month, cancellation)).ToString(), CauseMonth = appeal.Month,
        Cause = AdjustmentCause.Appeal, AppealId = appeal.Id, Points = appeal.Points, Difference = AdjustmentDocument.OfAppeal(appeal).ToJson(), CreatedAt = now, CreatedById = by,
    };

    private async Task<TransitionRefused?> ExcuseAsync(CasesDbContext db, Shop shop, ScoreAppeal appeal, string answer, SignedIn by, CancellationToken cancellation)
    {
        var clockId = long.Parse(appeal.Target, CultureInfo.InvariantCulture);
        var found = await db.CaseClocks.AsNoTracking().Where(k => k.Id == clockId && k.ShopId == shop.Id).Select(k => new { k.CaseId, k.Clock, k.Run, k.ExcusedAt }).SingleAsync(cancellation);
        if (found.ExcusedAt is not null) return null;
        var result = await store.ActAsync(shop, found.CaseId, new ExcuseClock(found.Clock, found.Run) { Note = answer }, by.ActorIn(shop.Id), null, cancellation: cancellation);
        return (result as CaseResult.Refused)?.Refusal;
    }
}
