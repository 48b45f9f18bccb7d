using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>A proposal as it was typed.</summary>
/// <param name="Points">Null: no number.</param>
/// <param name="FormKey">The form's own key: sent twice, it proposes once.</param>
public sealed record AdditionForm(long AccountId, decimal? Points, string? Reason, string? Proof, string? FormKey);

/// <summary>Proposes points beside the scheme, decides them, applies them: three people, in this order.</summary>
public sealed class ActOnAddition(CaseWriter writer, IdSource ids, TimeProvider clock)
{
    /// <summary>Null when it is proposed.</summary>
    public async Task<PeriodRefusal?> ProposeAsync(Shop shop, CalendarMonth month, AdditionForm form, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(by);
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        var period = Period.Of(month, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        return await writer.WriteAsync(
            async (db, token) =>
            {
                await PeriodRows.LockAsync(db, shop.Id, token);
                var name = month.ToString();
                var isLocked = await PeriodRows.IsLockedAsync(db, shop.Id, name, token);
                if (AdditionRules.RefuseProposal(form.Points, form.Reason, form.Proof, form.AccountId, by.AccountId, isLocked) is { } refusal) return refusal;
                if (!(await AgentRoster.ReadAsync(db, shop.Id, period, token)).IsAgent(form.AccountId)) return PeriodRefusal.UnknownTarget;
                if (!await SentForms.TakeAsync(db, by.AccountId, form.FormKey, now, token)) return null;
                db.Add(new ScoreAddition
                {
                    Id = ids.Next(), ShopId = shop.Id, AccountId = form.AccountId, Month = name, Points = form.Points!.Value, ProposedById = by.AccountId, ProposedAt = now,
                    Reason = ClippedText.To(form.Reason!.Trim(), ScoreAddition.LongestText), Proof = ClippedText.To(form.Proof!.Trim(), ScoreAddition.LongestText),
                });
                db.Add(new StaffNotice("notice.period.addition", $"/scores/periods/{month}") { To = Audience.GeneralManagers, Arguments = new Dictionary<string, string> { ["from"] = name } }.Message(ids.Next(), shop.Id, now));
                await db.SaveChangesAsync(token);
                return (PeriodRefusal?)null;
            },
            cancellation);
    }

    /// <summary>The general manager approves or refuses. False: there is no such addition.</summary>
    public Task<(bool Found, PeriodRefusal? Refusal)> DecideAsync(Shop shop, long id, bool isApproved, string? note, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(by);
        return ActAsync(shop, id, (addition, _, now) => AdditionRules.Decide(addition, isApproved, note, by.AccountId, now), isApproved ? Audience.ShopLeads : null, cancellation);
    }

    /// <summary>The shop lead applies it: from here on it counts.</summary>
    public Task<(bool Found, PeriodRefusal? Refusal)> ApplyAsync(Shop shop, long id, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(by);
        return ActAsync(shop, id, (addition, isLocked, now) => AdditionRules.Apply(addition, isLocked, by.AccountId, now), null, cancellation);
    }

    private async Task<(bool Found, PeriodRefusal? Refusal)> ActAsync(Shop shop, long id, Func<ScoreAddition, bool, DateTime, PeriodRefusal?> decide, Audience? next, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        return await writer.WriteAsync(
            async (db, token) =>
            {
                await PeriodRows.LockAsync(db, shop.Id, token);
                if (await db.ScoreAdditions.AsTracking().FirstOrDefaultAsync(a => a.Id == id && a.ShopId == shop.Id, token) is not { } addition) return (false, (PeriodRefusal?)null);
                if (decide(addition, await PeriodRows.IsLockedAsync(db, shop.Id, addition.Month, token), now) is { } refusal) return (true, refusal);
                if (addition.DecisionNote is { } note) addition.DecisionNote = ClippedText.To(note, ScoreAddition.LongestText);
                if (next is { } audience) db.Add(new StaffNotice("notice.period.apply", $"/scores/periods/{addition.Month}") { To = audience, Arguments = new Dictionary<string, string> { ["from"] = addition.Month } }.Message(ids.Next(), shop.Id, now));
                if (addition.State is AdditionState.Applied or AdditionState.Refused) db.Add(new StaffNotice("notice.period.addition_" + TextCodes.Snake(addition.State.ToString()), $"/scores/mine?month={addition.Month}") { Accounts = [addition.AccountId], Arguments = new Dictionary<string, string> { ["from"] = addition.Month } }.Message(ids.Next(), shop.Id, now));
                await db.SaveChangesAsync(token);
                return (true, null);
            },
            cancellation);
    }
}
