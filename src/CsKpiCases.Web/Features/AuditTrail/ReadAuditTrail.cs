using CsKpiCases.Data;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.AuditTrail;

/// <summary>One privileged act.</summary>
public sealed record AuditRow(long Id, DateTime At, string? By, string Act, string? Subject, string? Payload)
{
    /// <summary>The buyer that it is about, where it is about one.</summary>
    public string? BuyerHref => Subject is { } subject && subject.StartsWith("buyer ", StringComparison.Ordinal) ? "/buyers/" + subject["buyer ".Length..] : null;
}

/// <summary>The page: newest first.</summary>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, string? Act, IReadOnlyList<string> Acts, string? OlderHref);

/// <summary>Reads the audit log of a shop; what belongs to no shop is for those who have the right in all of them.</summary>
public sealed class ReadAuditTrail(CasesDbContext db)
{
    private const int PageSize = 100;

    /// <summary>Acts that the page can be narrowed to.</summary>
    public static IReadOnlyList<string> Acts { get; } =
    [
        "buyer_unmasked", "account_added", "account_disabled", "account_enabled", "role_given", "role_taken", "password_reset", "token_created", "token_revoked", "policy_saved", "policies_imported",
        "calendar_saved", "verdicts_reprocessed", "webhook_added", "webhook_changed", "webhook_enabled", "webhook_disabled", "webhook_removed", "webhook_secret_rotated", "webhook_replayed", "webhook_tested",
        "score_rule_saved", "score_rule_withdrawn", "pay_terms_saved", "mark_given", "score_review_opened", "scores_approved", "scores_sent_back", "scores_published", "award_given",
    ];

    public async Task<AuditPage> RunAsync(long shopId, bool everywhere, string? act, long? before, CancellationToken cancellation)
    {
        var from = before ?? long.MaxValue;
        var narrowed = act is not null && Acts.Contains(act) ? act : null;
        var entries = db.AuditEntries.AsNoTracking().Where(a => a.Id < from && (a.ShopId == shopId || (everywhere && a.ShopId == null)));
        if (narrowed is not null) entries = entries.Where(a => a.Act == narrowed);
        var rows = await entries.OrderByDescending(a => a.Id).Take(PageSize + 1)
            .Select(a => new AuditRow(a.Id, a.At, db.Users.Where(u => u.Id == a.AccountId).Select(u => u.DisplayName).FirstOrDefault(), a.Act, a.Subject, a.Payload)).ToListAsync(cancellation);
        var older = rows.Count > PageSize ? FormattableString.Invariant($"/audit?act={narrowed}&before={rows[PageSize - 1].Id}") : null;
        return new AuditPage([.. rows.Take(PageSize)], narrowed, Acts, older);
    }
}
