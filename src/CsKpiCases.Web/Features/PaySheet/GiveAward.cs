using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Hosting.Store;

namespace CsKpiCases.Web.Features.PaySheet;

/// <summary>Gives an agent an award in a month whose figures still move, and calculates that month anew where it was calculated.</summary>
public sealed class GiveAward(CaseWriter writer, IdSource ids, CalculateScores calculate, TimeProvider clock)
{
    /// <summary>The most that one award can be, yuan.</summary>
    public const decimal Most = 100_000;

    /// <summary>What is wrong, by field, as text keys; empty when it is given.</summary>
    public async Task<Dictionary<string, string>> RunAsync(Shop shop, CalendarMonth month, AwardForm form, long byId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        var faults = new Dictionary<string, string>();
        if (!AmountText.TryParse(form.Amount, out var amount, out _) || amount is <= 0 or > Most) faults["amount"] = "pay.wrong.amount";
        if (BlankText.Is(form.Reason) || form.Reason.Trim().Length > Award.LongestReason) faults["reason"] = "pay.wrong.reason";
        if (form.AccountId is null) faults["accountId"] = "pay.wrong.agent";
        if (form.AccountId == byId) faults["accountId"] = "pay.wrong.own";
        if (faults.Count > 0) return faults;
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        var account = form.AccountId!.Value;
        var period = Period.Of(month, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        var refused = await writer.WriteAsync(
            async (db, token) =>
            {
                await PeriodRows.LockAsync(db, shop.Id, token);
                if (await PeriodRows.IsLockedAsync(db, shop.Id, month.ToString(), token)) return "pay.wrong.locked";
                if (!(await AgentRoster.ReadAsync(db, shop.Id, period, token)).IsAgent(account)) return "pay.wrong.agent";
                if (!await SentForms.TakeAsync(db, byId, form.FormKey, now, token)) return null;
                db.Add(new Award { Id = ids.Next(), ShopId = shop.Id, AccountId = account, Month = month.ToString(), Kind = AwardKind.Given, Amount = amount, Reason = form.Reason!.Trim(), CreatedAt = now, CreatedById = byId });
                db.Add(new AuditEntry { Id = ids.Next(), ShopId = shop.Id, AccountId = byId, At = now, Act = "award_given", Subject = FormattableString.Invariant($"{month} {account} {amount:0.00}") });
                await db.SaveChangesAsync(token);
                return (string?)null;
            },
            cancellation);
        if (refused is not null) return new() { ["accountId"] = refused };
        await calculate.RunAsync(shop, month, byId, cancellation);
        return faults;
    }
}
