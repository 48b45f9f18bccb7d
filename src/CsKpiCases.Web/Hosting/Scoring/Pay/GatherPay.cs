using CsKpiCases.Data;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Scoring.Rules;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring.Pay;

/// <summary>What a shop's agents are paid for a month, from their scores and the rules in force; a handful of queries for the whole shop.</summary>
internal static class GatherPay
{
    public static async Task<IReadOnlyList<PayDocument>> RunAsync(CasesDbContext db, long shopId, Period period, MonthRules rules, IReadOnlyList<ScoreCard> cards, CancellationToken cancellation)
    {
        var month = period.Month.ToString();
        var grades = await LastGradesAsync(db, shopId, month, cancellation);
        var publicSales = await PublicSalesAsync(db, shopId, period, cancellation);
        var gate = await GatherGate.RunAsync(db, shopId, period, cancellation);
        var awards = (await db.Awards.AsNoTracking().Where(a => a.ShopId == shopId && a.Month == month).OrderBy(a => a.Id).ToListAsync(cancellation)).ToLookup(a => a.AccountId);
        var lifted = await PeriodRows.LiftedPenaltiesAsync(db, shopId, month, cancellation);
        var penalties = (await db.Penalties.AsNoTracking().Where(p => p.ShopId == shopId && p.ConfirmedMonth == month && (p.State == PenaltyState.Confirmed || p.State == PenaltyState.Reduced))
            .OrderBy(p => p.Id).ToListAsync(cancellation)).Where(p => !lifted.Contains(p.Id)).ToLookup(p => p.AccountId);
        var adjustments = (await db.ScoreAdjustments.AsNoTracking().Where(a => a.ShopId == shopId && a.Month == month && a.Amount != 0).OrderBy(a => a.Id)
            .Select(a => new { a.AccountId, a.Id, a.CauseMonth, a.Amount }).ToListAsync(cancellation)).ToLookup(a => a.AccountId);
        List<GateFact> conditions = [.. rules.Pay.Gate(indicator => gate[indicator]).Select(GateFact.Of)];
        var agents = cards.Count(card => !card.Inputs.Facts.IsExcluded);
        return
        [
            .. cards.Select(card =>
            {
                var account = card.Inputs.AccountId;
                var (gradeMonth, rung) = grades.TryGetValue(account, out var last) && rules.PostLadder.Rungs.FirstOrDefault(r => r.Grade == last.Grade) is { } held ? (last.Month, held) : (null, rules.Newcomer);
                var terms = rules.TermsOf(account);
                return PayDocument.Of(
                    new AgentPayFacts
                    {
                        AccountId = account,
                        IsExcluded = card.Inputs.Facts.IsExcluded,
                        RoleDays = card.Inputs.Facts.RoleDays,
                        GradeMonth = gradeMonth,
                        Post = rung.Post.Key,
                        PostSalary = rung.Salary,
                        Sales = card.Inputs.Facts.Of("sales").Value ?? 0,
                        RepeatSales = card.Inputs.Facts.Of("repeat_sales").Value ?? 0,
                        PublicSales = publicSales,
                        Agents = agents,
                        PerformanceBase = card.Inputs.PerformanceBase,
                        Final = card.Final,
                        BonusGrade = card.Bonus?.Grade,
                        BonusRatio = card.Bonus?.Ratio ?? 0,
                        DepartmentBonus = rules.Pay.DepartmentBonus,
                        Gate = conditions,
                        Seniority = terms?.Seniority ?? 0,
                        Awards = [.. awards[account].Select(a => new AwardFact(a.Id, a.Kind, a.Amount, a.Reason))],
                        Penalties = [.. penalties[account].Select(p => new PenaltyAmountFact(p.Id, p.CaseId, p.Severity, p.EffectiveAmount()))],
                        Adjustments = [.. adjustments[account].Select(a => new PayAdjustmentFact(a.Id, a.CauseMonth, a.Amount))],
                        MinimumWage = rules.Pay.MinimumWage,
                    },
                    rules.Pay.Rates);
            }),
        ];
    }

    /// <summary>Each agent's grade of his last published month before.</summary>
    private static async Task<Dictionary<long, (string Month, string Grade)>> LastGradesAsync(CasesDbContext db, long shopId, string month, CancellationToken cancellation)
    {
        var rows = await db.ScoreSnapshots.AsNoTracking().Where(s => s.ShopId == shopId && s.IsPublished && s.Month.CompareTo(month) < 0)
            .Join(db.AgentScores.Where(a => a.PostGrade != null), s => s.Id, a => a.SnapshotId, (s, a) => new { s.Month, a.AccountId, Grade = a.PostGrade! })
            .GroupBy(r => r.AccountId).Select(g => g.OrderByDescending(r => r.Month).First()).ToListAsync(cancellation);
        return rows.ToDictionary(r => r.AccountId, r => (r.Month, r.Grade));
    }

    /// <summary>As imported for every day of the month; else paid orders that are nobody's own.</summary>
    private static async Task<decimal> PublicSalesAsync(CasesDbContext db, long shopId, Period period, CancellationToken cancellation)
    {
        var figures = await GatherGate.FiguresAsync(db, shopId, [FigureKeys.PublicSales], period.Month, cancellation);
        var first = new DateOnly(period.Month.Year, period.Month.Month, 1);
        if (FigureOfMonth.AmountOfEveryDay(first, first.AddMonths(1).AddDays(-1), figures) is { } told) return told;
        var (from, to) = (period.FromUtc, period.ToUtc);
        // amounts lie in the database as whole fen, and are added up as such
        return await db.Orders.Where(o => o.ShopId == shopId && o.PaidAt >= from && o.PaidAt < to && o.SoldById == null).SumAsync(o => (decimal?)o.PaidAmount, cancellation) ?? 0;
    }
}
