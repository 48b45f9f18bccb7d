using CsKpiCases.Data;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.PaySheet;

/// <summary>Reads a shop's pay sheet, and one agent's slip.</summary>
public sealed class ReadPaySheet(IDbContextFactory<CasesDbContext> contexts, ReadScores scores)
{
    /// <summary>The month in which now lies for a shop.</summary>
    public CalendarMonth RunningMonth(Shop shop) => scores.RunningMonth(shop);

    public async Task<PaySheetPage> SheetAsync(Shop shop, CalendarMonth month, bool mayAward, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var (head, pay) = await scores.PayAsync(shop, month, cancellation);
        var names = await scores.NamesAsync([.. pay.Select(p => p.Facts.AccountId)], cancellation);
        List<PayRow> rows = [.. pay.Select(p => new PayRow(names.GetValueOrDefault(p.Facts.AccountId, "?"), p)).OrderBy(r => r.Name, StringComparer.Ordinal).ThenBy(r => r.Pay.Facts.AccountId)];
        return new PaySheetPage(head, rows, await LossesAsync(shop, month, cancellation), mayAward && head.State < MonthState.Approved);
    }

    public async Task<PaySlipPage> SlipAsync(Shop shop, CalendarMonth month, long accountId, bool isMine, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var (head, pay) = await scores.PayAsync(shop, month, cancellation);
        var slip = pay.FirstOrDefault(p => p.Facts.AccountId == accountId);
        var names = await scores.NamesAsync([accountId], cancellation);
        var caseIds = slip?.Facts.Penalties.Select(p => p.CaseId).Distinct().ToList() ?? [];
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var numbers = caseIds.Count == 0 ? [] : await db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id && caseIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Number, cancellation);
        return new PaySlipPage(head, accountId, names.GetValueOrDefault(accountId, "?"), isMine, slip, numbers);
    }

    /// <summary>
    /// Shares of the month's rulings by party: who caused what it cost, once for each case, as its last ruling says. Who handled it
    /// badly answers for the same loss, not for another. What was recovered lessens that party's share alone.
    /// </summary>
    private async Task<IReadOnlyList<PartyLoss>> LossesAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        var period = Period.Of(month, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rulings = await db.Rulings.AsNoTracking().Where(r => r.ShopId == shop.Id && r.RuledAt >= period.FromUtc && r.RuledAt < period.ToUtc && r.Loss > 0 && r.Shares.Any() && r.Question == RulingQuestion.Caused)
            .Where(r => !db.Rulings.Any(later => later.CaseId == r.CaseId && later.Question == r.Question && later.Run > r.Run))
            .Select(r => new { r.Id, r.Loss, r.Question, r.Severity, Shares = r.Shares.OrderBy(s => s.Id).ToList() }).ToListAsync(cancellation);
        return
        [
            .. rulings.SelectMany(r => new Ruling(r.Question, r.Loss, r.Severity, "-", "-", [.. r.Shares.Select(s => new PartyShare(s.Party, s.AccountId, s.BasisPoints, s.Recovered))]).Amounts().Select(a => (r.Id, Amount: a)))
                .GroupBy(x => x.Amount.Share.Party).OrderBy(g => g.Key)
                .Select(g => new PartyLoss(g.Key, g.Select(x => x.Id).Distinct().Count(), g.Sum(x => x.Amount.Gross), g.Sum(x => x.Amount.Gross - x.Amount.Open), g.Sum(x => x.Amount.Open))),
        ];
    }
}
