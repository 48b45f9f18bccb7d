using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;
using FieldError = CsKpiCases.Domain.Scoring.FieldError;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>Sets what an agent's pay goes by from a month on that is not published.</summary>
public sealed class SaveTerms(CaseWriter writer, IdSource ids, AuditLog audit, LiveScores live, TimeProvider clock)
{
    private const decimal MostYuan = 1_000_000;

    /// <summary>What of somebody's terms was there, in a word that changes with each setting.</summary>
    public static string SeenOf(IEnumerable<PayTerms> terms) => terms.MaxBy(t => (t.ChangedAt, t.Id)) is { } last ? FormattableString.Invariant($"{last.Id}.{last.ChangedAt.Ticks}") : "-";

    /// <summary>The end, and every fault at its field.</summary>
    public async Task<(RuleEnd End, IReadOnlyList<FieldError> Errors)> RunAsync(Shop shop, long accountId, TermsForm form, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(by);
        try
        {
            var saved = await writer.WriteAsync((db, token) => StoreAsync(db, shop, accountId, form, by, token), cancellation);
            if (saved.End == RuleEnd.Saved) live.Forget(shop.Id);
            return saved;
        }
        catch (Exception e) when (Collisions.IsUniqueViolation(e))
        {
            return (RuleEnd.Stale, []);
        }
    }

    private async Task<(RuleEnd End, IReadOnlyList<FieldError> Errors)> StoreAsync(CasesDbContext db, Shop shop, long accountId, TermsForm form, SignedIn by, CancellationToken cancellation)
    {
        var all = await db.PayTerms.AsNoTracking().Where(t => t.ShopId == shop.Id && t.AccountId == accountId).ToListAsync(cancellation);
        if (SeenOf(all) != form.Seen) return (RuleEnd.Stale, []);
        var errors = new List<FieldError>();
        var from = await MonthAsync(db, shop.Id, form, errors, cancellation);
        var scheme = string.IsNullOrEmpty(form.SchemeKey) ? null : form.SchemeKey;
        if (scheme is not null && SaveRule.FaultOfScheme(scheme, CalendarMonth.TryParse(from, out var first) ? first : default, await RuleBook.ShelfAsync(db, shop.Id, cancellation)) is { } fault) errors.Add(fault);
        var seniority = Amount(form.Seniority, "seniority", errors);
        var performance = Amount(form.PerformanceBase, "performanceBase", errors);
        if (errors.Count > 0) return (RuleEnd.Refused, errors);
        // two settings within a second are told apart
        var last = all.Select(t => t.ChangedAt).DefaultIfEmpty(DateTime.MinValue).Max();
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        var terms = new PayTerms
        {
            Id = ids.Next(), ShopId = shop.Id, AccountId = accountId, EffectiveFrom = from, SchemeKey = scheme, Seniority = seniority ?? 0, PerformanceBase = performance,
            ChangedAt = now > last ? now : last.AddSeconds(1), ChangedById = by.AccountId,
        };
        if (!await PutAsync(db, all.Find(t => t.EffectiveFrom == from), terms, cancellation)) return (RuleEnd.Stale, []);
        audit.Add(db, Acting.Of(by), "pay_terms_saved", shop.Id, "account " + accountId.ToString(CultureInfo.InvariantCulture), new { effectiveFrom = from, scheme, seniority = terms.Seniority, performanceBase = performance });
        await db.SaveChangesAsync(cancellation);
        return (RuleEnd.Saved, []);
    }

    /// <summary>Adds the terms, or puts them in the place of that month's; false where somebody has just changed those.</summary>
    private static async Task<bool> PutAsync(CasesDbContext db, PayTerms? old, PayTerms terms, CancellationToken cancellation)
    {
        if (old is null)
        {
            db.Add(terms);
            return true;
        }

        return await db.PayTerms.Where(t => t.Id == old.Id && t.ChangedAt == old.ChangedAt).ExecuteUpdateAsync(
            set => set.SetProperty(t => t.SchemeKey, terms.SchemeKey).SetProperty(t => t.Seniority, terms.Seniority).SetProperty(t => t.PerformanceBase, terms.PerformanceBase)
                .SetProperty(t => t.ChangedAt, terms.ChangedAt).SetProperty(t => t.ChangedById, terms.ChangedById),
            cancellation) == 1;
    }

    private static async Task<string> MonthAsync(CasesDbContext db, long shopId, TermsForm form, List<FieldError> errors, CancellationToken cancellation)
    {
        if (!CalendarMonth.TryParse(form.EffectiveFrom, out var from))
        {
            errors.Add(new FieldError("effectiveFrom", "invalid_month", "A month is needed, like 2026-03.", "请填写月份，如 2026-03。"));
        }
        else if (RuleShelf.FirstMonth(await RuleBook.PublishedAsync(db, shopId, cancellation)) is { } first && from < first)
        {
            errors.Add(new FieldError("effectiveFrom", "month_published", $"{first.Previous} is published: {first} or later.", $"{first.Previous} 已发布，最早从 {first} 起生效。"));
        }

        return from.ToString();
    }

    private static decimal? Amount(string? text, string path, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (RuleAmount.TryRead(text, out var yuan) && yuan is >= 0 and <= MostYuan && Rounding.ToCents(yuan) == yuan) return yuan;
        errors.Add(new FieldError(path, "invalid_amount", "An amount of 0 to 1,000,000 yuan with two decimals at most.", "金额应为 0 到 1,000,000 元，最多两位小数。"));
        return null;
    }
}
