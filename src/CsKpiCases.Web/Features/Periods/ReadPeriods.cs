using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Resources;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>Reads a shop's months: how far each is, and what happened to one.</summary>
public sealed class ReadPeriods(IDbContextFactory<CasesDbContext> contexts, Texts texts, TimeProvider clock)
{
    private const int MonthsShown = 13;

    public async Task<PeriodList> ListAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var today = Today(shop);
        var running = new CalendarMonth(today.Year, today.Month);
        List<CalendarMonth> months = [.. Enumerable.Range(0, MonthsShown).Select(back => running.Plus(-back))];
        var names = months.ConvertAll(m => m.ToString());
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var periods = await db.ScorePeriods.AsNoTracking().Where(p => p.ShopId == shop.Id && names.Contains(p.Month)).ToDictionaryAsync(p => p.Month, cancellation);
        var revisions = await db.ScoreSnapshots.Where(s => s.ShopId == shop.Id && names.Contains(s.Month)).GroupBy(s => s.Month)
            .Select(g => new { Month = g.Key, Revision = g.Max(s => s.Revision) }).ToDictionaryAsync(g => g.Month, g => g.Revision, cancellation);
        var appeals = await db.ScoreAppeals.Where(a => a.ShopId == shop.Id && names.Contains(a.Month) && a.State == AppealState.Open).GroupBy(a => a.Month)
            .Select(g => new { Month = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Month, g => g.Count, cancellation);
        var additions = await db.ScoreAdditions.Where(a => a.ShopId == shop.Id && names.Contains(a.Month) && (a.State == AdditionState.Proposed || a.State == AdditionState.Approved)).GroupBy(a => a.Month)
            .Select(g => new { Month = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Month, g => g.Count, cancellation);
        return new PeriodList(
            [.. months.Select(m => (Month: m, Name: m.ToString())).Select(m => new PeriodRow(
                m.Month, periods.GetValueOrDefault(m.Name)?.State ?? PeriodState.Open, revisions.TryGetValue(m.Name, out var revision) ? revision : null, periods.GetValueOrDefault(m.Name)?.ChangedAt,
                appeals.GetValueOrDefault(m.Name), additions.GetValueOrDefault(m.Name)))],
            today);
    }

    public async Task<PeriodPage> FindAsync(Shop shop, CalendarMonth month, bool isApprover, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var name = month.ToString();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var period = await db.ScorePeriods.AsNoTracking().FirstOrDefaultAsync(p => p.ShopId == shop.Id && p.Month == name, cancellation);
        var snapshot = await db.ScoreSnapshots.AsNoTracking().Where(s => s.ShopId == shop.Id && s.Month == name).OrderByDescending(s => s.Revision).FirstOrDefaultAsync(cancellation);
        var steps = period is null ? [] : await db.PeriodSteps.AsNoTracking().Where(s => s.PeriodId == period.Id).OrderByDescending(s => s.Id).ToListAsync(cancellation);
        var appeals = await db.ScoreAppeals.AsNoTracking().Where(a => a.ShopId == shop.Id && a.Month == name).OrderBy(a => a.State).ThenByDescending(a => a.Id).ToListAsync(cancellation);
        var additions = await db.ScoreAdditions.AsNoTracking().Where(a => a.ShopId == shop.Id && a.Month == name).OrderBy(a => a.State).ThenByDescending(a => a.Id).ToListAsync(cancellation);
        var adjustments = await db.ScoreAdjustments.AsNoTracking().Where(a => a.ShopId == shop.Id && (a.Month == name || a.CauseMonth == name)).OrderByDescending(a => a.Id).ToListAsync(cancellation);
        var earlier = await db.ScorePeriods.AnyAsync(p => p.ShopId == shop.Id && p.Month.CompareTo(name) < 0 && p.State != PeriodState.Open && p.State != PeriodState.Published, cancellation);
        var agents = (await AgentRoster.ReadAsync(db, shop.Id, Period.Of(month, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone)), cancellation)).AgentsStillHere.ToList();
        var people = await NamesAsync(db, [.. steps.Select(s => s.ById), .. appeals.SelectMany(a => new[] { a.AccountId, a.AnsweredById }), .. additions.SelectMany(a => new[] { a.AccountId, a.ProposedById, a.DecidedById, a.AppliedById }), .. adjustments.Select(a => (long?)a.AccountId), .. agents.Select(id => (long?)id)], cancellation);
        var state = period?.State ?? PeriodState.Open;
        var facts = new PeriodFacts(month, Today(shop), ReviewDays.Shipped, isApprover, earlier, "-");
        string Name(long id) => people.GetValueOrDefault(id, "?");
        string? NameOrNull(long? id) => id is { } known ? Name(known) : null;
        return new PeriodPage(
            month, state, period?.Version ?? 0, snapshot?.Revision, snapshot is null ? null : Convert.ToHexStringLower(snapshot.InputHash),
            [.. Enum.GetValues<PeriodTrigger>().Where(t => PeriodTable.Find(state, t) is not null).Select(t => new PeriodChoice(t, PeriodMachine.Decide(state, t, facts).Refusal))],
            [.. steps.Select(s => new StepRow(s, NameOrNull(s.ById)))],
            await RowsAsync(db, shop, appeals, Name, NameOrNull, cancellation),
            [.. additions.Select(a => new AdditionRow(a, Name(a.AccountId), Name(a.ProposedById), NameOrNull(a.DecidedById), NameOrNull(a.AppliedById)))],
            Rows(adjustments.Where(a => a.Month == name), Name), Rows(adjustments.Where(a => a.CauseMonth == name && a.Month != name), Name),
            [.. agents.Select(id => (id, Name(id))).OrderBy(a => a.Item2, StringComparer.Ordinal)], ReviewDays.Shipped.ReviewUntil(month));
    }

    /// <summary>One agent's appeals of a month, newest first.</summary>
    public async Task<IReadOnlyList<AppealRow>> AppealsOfAsync(Shop shop, CalendarMonth month, long accountId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var name = month.ToString();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var appeals = await db.ScoreAppeals.AsNoTracking().Where(a => a.ShopId == shop.Id && a.Month == name && a.AccountId == accountId).OrderByDescending(a => a.Id).ToListAsync(cancellation);
        var people = await NamesAsync(db, [.. appeals.SelectMany(a => new[] { a.AccountId, a.AnsweredById })], cancellation);
        return await RowsAsync(db, shop, appeals, id => people.GetValueOrDefault(id, "?"), id => id is { } known ? people.GetValueOrDefault(known, "?") : null, cancellation);
    }

    /// <summary>What an appeal would be against, in words; null where there is no such thing in the shop.</summary>
    public async Task<AppealRow?> TargetAsync(Shop shop, CalendarMonth month, long accountId, AppealAgainst against, string target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var draft = new ScoreAppeal { ShopId = shop.Id, Month = month.ToString(), AccountId = accountId, Against = against, Target = target };
        var rows = await RowsAsync(db, shop, [draft], _ => "", _ => null, cancellation);
        return rows[0].Href is null ? null : rows[0];
    }

    private async Task<IReadOnlyList<AppealRow>> RowsAsync(CasesDbContext db, Shop shop, List<ScoreAppeal> appeals, Func<long, string> name, Func<long?, string?> nameOrNull, CancellationToken cancellation)
    {
        List<long> clockIds = [.. appeals.Where(a => a.Against == AppealAgainst.Clock).Select(Target)], penaltyIds = [.. appeals.Where(a => a.Against == AppealAgainst.Penalty).Select(Target)];
        var clocks = await db.CaseClocks.AsNoTracking().Where(k => k.ShopId == shop.Id && clockIds.Contains(k.Id)).Join(db.Cases, k => k.CaseId, c => c.Id, (k, c) => new { k.Id, k.Clock, c.Number }).ToDictionaryAsync(k => k.Id, cancellation);
        var penalties = await db.Penalties.AsNoTracking().Where(p => p.ShopId == shop.Id && penaltyIds.Contains(p.Id)).Join(db.Cases, p => p.CaseId, c => c.Id, (p, c) => new { p.Id, p.Severity, c.Number }).ToDictionaryAsync(p => p.Id, cancellation);
        return [.. appeals.Select(Row)];

        AppealRow Row(ScoreAppeal appeal)
        {
            var (words, href) = appeal.Against switch
            {
                AppealAgainst.Line when IndicatorCatalogue.Find(appeal.Target) is not null => (ScoreWords.Indicator(appeal.Target), $"/scores/{appeal.Month}/{appeal.AccountId}/sources/{appeal.Target}"),
                AppealAgainst.Clock when clocks.TryGetValue(Target(appeal), out var clock) => ($"{texts.Code("clock.", clock.Clock)} · {clock.Number}", "/cases/" + clock.Number),
                AppealAgainst.Penalty when penalties.TryGetValue(Target(appeal), out var penalty) => ($"{texts["scores.penalty", penalty.Severity]} · {penalty.Number}", "/cases/" + penalty.Number),
                _ => (appeal.Target, (string?)null),
            };
            return new AppealRow(appeal, name(appeal.AccountId), nameOrNull(appeal.AnsweredById), words, href);
        }
    }

    private static IReadOnlyList<AdjustmentRow> Rows(IEnumerable<ScoreAdjustment> adjustments, Func<long, string> name) =>
        [.. adjustments.Select(a => new AdjustmentRow(a, name(a.AccountId), AdjustmentDocument.Read(a.Difference)))];

    private static long Target(ScoreAppeal appeal) => long.TryParse(appeal.Target, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private static async Task<Dictionary<long, string>> NamesAsync(CasesDbContext db, List<long?> accounts, CancellationToken cancellation)
    {
        List<long> ids = [.. accounts.OfType<long>().Distinct()];
        return await db.Users.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
    }

    private DateOnly Today(Shop shop) => LocalDays.Of(Instants.Cut(clock.GetUtcNow().UtcDateTime), TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
}
