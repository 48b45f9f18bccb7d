using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Responsibility;

/// <summary>What a ruling would take from one agent, and how his month stands against the cap.</summary>
/// <param name="Amount">Proposed, yuan, before the cap.</param>
/// <param name="Confirmed">Confirmed in this month already.</param>
/// <param name="Pending">Proposed and not decided, on other cases too.</param>
/// <param name="Total">The month without and with this penalty.</param>
public sealed record AgentPreview(string Name, decimal Amount, decimal Confirmed, decimal Pending, RunningTotal Total);

/// <summary>What a ruling would do, shown before it is confirmed.</summary>
/// <param name="PercentSum">Sum of the shares.</param>
/// <param name="Amounts">Each party's part; empty while something is missing.</param>
/// <param name="IsComplete">Nothing is missing any more.</param>
public sealed record RulingPreview(decimal PercentSum, bool IsComplete, IReadOnlyList<ShareAmount> Amounts, IReadOnlyList<AgentPreview> Agents, IReadOnlyDictionary<long, string> Names);

/// <summary>Shows what a ruling would do, before anybody confirms it.</summary>
public sealed class PreviewRuling(IDbContextFactory<CasesDbContext> contexts, WorkflowSettings workflow, TimeProvider clock)
{
    public async Task<RulingPreview> RunAsync(Shop shop, RulingForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        // Reason and evidence are still being written while the shares are looked at.
        var draft = form.Read(out _) with { Reason = "-", Evidence = "-" };
        if (draft.Check(out _) is not { } ruling) return new RulingPreview(form.PercentSum(), false, [], [], new Dictionary<long, string>());
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var accounts = ruling.Shares.Where(s => s.AccountId is not null).Select(s => s.AccountId!.Value).ToList();
        var names = await db.Users.AsNoTracking()
            .Where(a => accounts.Contains(a.Id) && (db.Grants.Any(g => g.AccountId == a.Id && (g.ShopId == shop.Id || g.ShopId == null)) || db.Cases.Any(c => c.ShopId == shop.Id && c.OwnerId == a.Id)))
            .ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
        var agents = new List<AgentPreview>();
        foreach (var penalty in ruling.AgentPenalties(workflow.SeverityRatios)) agents.Add(await AgentAsync(db, shop, penalty, names.GetValueOrDefault(penalty.AccountId, "?"), cancellation));
        return new RulingPreview(form.PercentSum(), true, ruling.Amounts(), agents, names);
    }

    private async Task<AgentPreview> AgentAsync(CasesDbContext db, Shop shop, AgentPenalty penalty, string name, CancellationToken cancellation)
    {
        var running = CalendarMonth.Of(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        var month = running.ToString();
        var rules = await RuleBook.ReadAsync(db, shop, running, cancellation);
        var mine = await db.Penalties.AsNoTracking()
            .Where(p => p.ShopId == shop.Id && p.AccountId == penalty.AccountId && (p.ConfirmedMonth == month || p.State < PenaltyState.Confirmed))
            .ToListAsync(cancellation);
        var confirmed = mine.Where(p => p.IsConfirmed()).Sum(p => p.EffectiveAmount());
        var pending = mine.Where(p => p.State < PenaltyState.Confirmed).Sum(p => p.Amount);
        var pay = await ExpectedPayAsync(db, shop.Id, penalty.AccountId, rules, cancellation);
        return new AgentPreview(name, penalty.Amount, confirmed, pending, PenaltyCap.Preview(pay, confirmed, penalty.Amount, rules.Pay.Rates.PenaltyShare));
    }

    /// <summary>
    /// The month's pay is known after the month. Until then: the post salary by the last published grade (a newcomer: junior),
    /// and the bonus of the last calculated month.
    /// </summary>
    private static async Task<CappedPay> ExpectedPayAsync(CasesDbContext db, long shopId, long accountId, MonthRules rules, CancellationToken cancellation)
    {
        var scores = await db.ScoreSnapshots.AsNoTracking().Where(s => s.ShopId == shopId)
            .Join(db.AgentScores.Where(a => a.AccountId == accountId), s => s.Id, a => a.SnapshotId, (s, a) => new { s.Month, s.Revision, s.IsPublished, a.BonusAmount, a.PostGrade })
            .OrderByDescending(s => s.Month).ThenByDescending(s => s.Revision).Take(36).ToListAsync(cancellation);
        var published = scores.FirstOrDefault(s => s.IsPublished && s.PostGrade is not null)?.PostGrade;
        var salary = (rules.PostLadder.Rungs.FirstOrDefault(r => r.Grade == published) ?? rules.Newcomer).Salary;
        var bonus = scores.FirstOrDefault(s => s.BonusAmount is not null)?.BonusAmount ?? rules.PerformanceBaseOf(accountId);
        return new CappedPay(salary + bonus, bonus, rules.Pay.MinimumWage);
    }
}
