using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;
using FieldError = CsKpiCases.Domain.Scoring.FieldError;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>How a saving ended.</summary>
public enum RuleEnd
{
    Saved,
    Refused,

    /// <summary>Somebody else has saved a version meanwhile.</summary>
    Stale,
}

public sealed record SavedRule(RuleEnd End, int Version, IReadOnlyList<FieldError> Errors);

/// <summary>Makes a new version of a rule, or takes one back that has scored no published month. Nothing is ever edited.</summary>
public sealed class SaveRule(CaseWriter writer, IdSource ids, AuditLog audit, LiveScores live, TimeProvider clock)
{
    public async Task<SavedRule> RunAsync(Shop shop, RuleForm form, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(by);
        var found = CheckRule.Run(form);
        try
        {
            var saved = await writer.WriteAsync((db, token) => StoreAsync(db, shop, form, found, by, token), cancellation);
            if (saved.End == RuleEnd.Saved) live.Forget(shop.Id);
            return saved;
        }
        catch (Exception e) when (Collisions.IsUniqueViolation(e))
        {
            return new SavedRule(RuleEnd.Stale, 0, []);
        }
    }

    /// <summary>False where it has scored a published month, is shipped, is what pay or terms go by, or is taken back already.</summary>
    public async Task<bool> WithdrawAsync(Shop shop, RuleName name, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(by);
        var isDone = await writer.WriteAsync(
            async (db, token) =>
            {
                var shelf = await RuleBook.ShelfAsync(db, shop.Id, token);
                var terms = await db.PayTerms.AsNoTracking().Where(t => t.ShopId == shop.Id).ToListAsync(token);
                if (!shelf.MayWithdraw(name, await RuleBook.PublishedAsync(db, shop.Id, token), terms)) return false;
                var row = await db.RuleVersions.AsTracking().SingleAsync(r => r.ShopId == shop.Id && r.Kind == name.Kind && r.Key == name.Key && r.Version == name.Version, token);
                (row.WithdrawnAt, row.WithdrawnById) = (Instants.Cut(clock.GetUtcNow().UtcDateTime), by.AccountId);
                audit.Add(db, Acting.Of(by), "score_rule_withdrawn", shop.Id, SubjectOf(name), new { effectiveFrom = row.EffectiveFrom });
                await db.SaveChangesAsync(token);
                return true;
            },
            cancellation);
        if (isDone) live.Forget(shop.Id);
        return isDone;
    }

    private async Task<SavedRule> StoreAsync(CasesDbContext db, Shop shop, RuleForm form, CheckedRule found, SignedIn by, CancellationToken cancellation)
    {
        var shelf = await RuleBook.ShelfAsync(db, shop.Id, cancellation);
        var newest = shelf.VersionsOf(form.Kind, form.Key).Select(r => r.Name.Version).FirstOrDefault();
        if (form.Base == 0 && newest > 0) return Refused(new FieldError("key", "duplicate_key", "There is a rule of this key.", "已有这个标识的规则。"));
        if (newest != form.Base) return new SavedRule(RuleEnd.Stale, newest, []);
        List<FieldError> errors = [.. found.Errors, .. FaultsOfPlace(form, shelf, await RuleBook.PublishedAsync(db, shop.Id, cancellation))];
        if (errors.Count > 0) return new SavedRule(RuleEnd.Refused, 0, errors);
        var row = new RuleVersion
        {
            Id = ids.Next(), ShopId = shop.Id, Kind = form.Kind, Key = form.Key, Version = newest + 1, EffectiveFrom = form.EffectiveFrom, Document = found.Document!,
            NameZh = form.NameZh, NameEn = form.NameEn, CreatedAt = Instants.Cut(clock.GetUtcNow().UtcDateTime), CreatedById = by.AccountId,
        };
        db.Add(row);
        audit.Add(db, Acting.Of(by), "score_rule_saved", shop.Id, SubjectOf(new RuleName(row.Kind, row.Key, row.Version)), new { effectiveFrom = row.EffectiveFrom });
        await db.SaveChangesAsync(cancellation);
        return new SavedRule(RuleEnd.Saved, row.Version, []);
    }

    /// <summary>What is wrong with it among the shop's other rules and months.</summary>
    internal static IEnumerable<FieldError> FaultsOfPlace(RuleForm form, RuleShelf shelf, IReadOnlyCollection<CalendarMonth> published)
    {
        if (!CalendarMonth.TryParse(form.EffectiveFrom, out var from))
        {
            yield return new FieldError("effectiveFrom", "invalid_month", "A month is needed, like 2026-03.", "请填写月份，如 2026-03。");
        }
        else if (RuleShelf.FirstMonth(published) is { } first && from < first)
        {
            yield return new FieldError("effectiveFrom", "month_published", $"{first.Previous} is published: {first} or later.", $"{first.Previous} 已发布，最早从 {first} 起生效。");
        }

        if (form.Kind == RuleKinds.Pay && form["schemeKey"] is { Length: > 0 } key && FaultOfScheme(key, from, shelf) is { } fault) yield return fault;
    }

    /// <summary>What is wrong with naming a scheme from a month on; null: nothing.</summary>
    internal static FieldError? FaultOfScheme(string key, CalendarMonth from, RuleShelf shelf)
    {
        if (shelf.Schemes.FirstOrDefault(s => s.Name.Key == key) is null) return new FieldError("schemeKey", "unknown_scheme", "There is no such scheme.", "没有这个方案。");
        return from == default || shelf.HasScheme(key, from) ? null : new FieldError("schemeKey", "scheme_not_in_force", $"This scheme is not in force in {from} yet.", $"该方案在 {from} 尚未生效。");
    }

    private static SavedRule Refused(FieldError error) => new(RuleEnd.Refused, 0, [error]);

    private static string SubjectOf(RuleName name) => FormattableString.Invariant($"{name.Kind}/{name.Key}/{name.Version}");
}
