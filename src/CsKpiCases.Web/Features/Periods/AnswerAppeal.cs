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
        var given = new Answer(isUpheld, answer, points, by.AccountId, Instants.Cut(clock.GetUtcNow().UtcDateTime));
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.ScoreAppeals.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.ShopId == shop.Id, cancellation) is not { } appeal) return null;
        var month = CalendarMonth.Parse(appeal.Month);
        // asked on a copy first: no case is touched for an answer that would be refused
        if (given.To(appeal) is { } refusal) return new AppealAnswer(refusal);
        var told = isUpheld && appeal.Against == AppealAgainst.Clock && await ToExcuseAsync(db, shop, appeal, cancellation) is { } late
            ? await ExcuseAsync(shop, id, late.CaseId, late.Act with { Note = answer }, given, by, cancellation)
            : new AppealAnswer(await writer.WriteAsync((unit, token) => StoreAsync(unit, shop, id, given, token), cancellation));
        if (told is { Refusal: null, OnCase: null } && isUpheld) await calculate.RunAsync(shop, month, by.AccountId, cancellation);
        return told;
    }

    private async Task<PeriodRefusal?> StoreAsync(CasesDbContext db, Shop shop, long id, Answer given, CancellationToken cancellation)
    {
        await PeriodRows.LockAsync(db, shop.Id, cancellation);
        var appeal = await db.ScoreAppeals.AsTracking().SingleAsync(a => a.Id == id, cancellation);
        if (given.To(appeal) is { } refusal) return refusal;
        appeal.Answer = ClippedText.To(appeal.Answer!, ScoreAppeal.LongestText);
        if (given.IsUpheld && appeal.Against == AppealAgainst.Line) db.Add(await AdjustmentAsync(db, shop, appeal, given, cancellation));
        db.Add(new StaffNotice("notice.period.answered", $"/scores/mine?month={appeal.Month}") { Accounts = [appeal.AccountId], Arguments = new Dictionary<string, string> { ["note"] = appeal.Answer, ["from"] = appeal.Month } }.Message(ids.Next(), shop.Id, given.At));
        await db.SaveChangesAsync(cancellation);
        return null;
    }

    private async Task<ScoreAdjustment> AdjustmentAsync(CasesDbContext db, Shop shop, ScoreAppeal appeal, Answer given, CancellationToken cancellation) => new()
    {
        Id = ids.Next(), ShopId = shop.Id, AccountId = appeal.AccountId, Month = (await PeriodRows.FirstOpenAsync(db, shop.Id, CalendarMonth.Parse(appeal.Month), cancellation)).ToString(), CauseMonth = appeal.Month,
        Cause = AdjustmentCause.Appeal, AppealId = appeal.Id, Points = appeal.Points, Difference = AdjustmentDocument.OfAppeal(appeal).ToJson(), CreatedAt = given.At, CreatedById = given.ById,
    };

    /// <summary>What excuses the clock of an appeal on its case; null: it is excused already.</summary>
    private static async Task<(long CaseId, ExcuseClock Act)?> ToExcuseAsync(CasesDbContext db, Shop shop, ScoreAppeal appeal, CancellationToken cancellation)
    {
        var clockId = long.Parse(appeal.Target, CultureInfo.InvariantCulture);
        var found = await db.CaseClocks.AsNoTracking().Where(k => k.Id == clockId && k.ShopId == shop.Id).Select(k => new { k.CaseId, k.Clock, k.Run, k.ExcusedAt }).SingleAsync(cancellation);
        return found.ExcusedAt is null ? (found.CaseId, new ExcuseClock(found.Clock, found.Run)) : null;
    }

    /// <summary>The excuse on the case and the answer stand together, or neither does.</summary>
    private async Task<AppealAnswer> ExcuseAsync(Shop shop, long id, long caseId, ExcuseClock act, Answer given, SignedIn by, CancellationToken cancellation)
    {
        try
        {
            var result = await store.ActAsync(
                shop, caseId, act, by.ActorIn(shop.Id), null,
                async (db, _, token) =>
                {
                    if (await StoreAsync(db, shop, id, given, token) is { } refusal) throw new RefusedMeanwhileException(refusal);
                },
                cancellation);
            return new AppealAnswer(null, (result as CaseResult.Refused)?.Refusal);
        }
        catch (RefusedMeanwhileException e)
        {
            return new AppealAnswer(e.Refusal);
        }
    }

    private sealed record Answer(bool IsUpheld, string? Text, decimal? Points, long ById, DateTime At)
    {
        public PeriodRefusal? To(ScoreAppeal appeal) => AppealRules.Answer(appeal, IsUpheld, Text, Points, ById, At);
    }

    /// <summary>Takes the whole unit back: somebody else has answered.</summary>
    private sealed class RefusedMeanwhileException(PeriodRefusal refusal) : Exception
    {
        public PeriodRefusal Refusal { get; } = refusal;
    }
}
