using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Periods;

/// <summary>An agent appeals against a line of his score, a late clock or a penalty, while the month is under review.</summary>
public sealed class FileAppeal(ReadScores scores, CaseWriter writer, IdSource ids, TimeProvider clock)
{
    /// <summary>Null when it is filed.</summary>
    public async Task<PeriodRefusal?> RunAsync(Shop shop, CalendarMonth month, long accountId, AppealAgainst against, string? target, string? reason, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var (_, card, facts) = await scores.AgentAsync(shop, month, accountId, cancellation);
        if (card is null || facts is null || !IsOf(card, facts, against, target)) return PeriodRefusal.UnknownTarget;
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        var today = LocalDays.Of(now, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        return await writer.WriteAsync(
            async (db, token) =>
            {
                var name = month.ToString();
                var state = await db.ScorePeriods.Where(p => p.ShopId == shop.Id && p.Month == name).Select(p => p.State).FirstOrDefaultAsync(token);
                if (AppealRules.RefuseFiling(isOwn: true, state, month, today, ReviewDays.Shipped, reason) is { } refusal) return refusal;
                if (await db.ScoreAppeals.AnyAsync(a => a.ShopId == shop.Id && a.Month == name && a.AccountId == accountId && a.Against == against && a.Target == target, token)) return PeriodRefusal.AlreadyAppealed;
                db.Add(new ScoreAppeal
                {
                    Id = ids.Next(), ShopId = shop.Id, Month = name, AccountId = accountId, Against = against, Target = target!,
                    Reason = ClippedText.To(reason!.Trim(), ScoreAppeal.LongestText), FiledAt = now,
                });
                db.Add(new StaffNotice("notice.period.appeal", $"/scores/periods/{month}") { To = Audience.Supervisors, Arguments = new Dictionary<string, string> { ["by"] = accountId.ToString(CultureInfo.InvariantCulture), ["from"] = name } }.Message(ids.Next(), shop.Id, now));
                await db.SaveChangesAsync(token);
                return (PeriodRefusal?)null;
            },
            cancellation);
    }

    /// <summary>Whether the target is a part of this agent's score.</summary>
    public async Task<bool> IsOwnAsync(Shop shop, CalendarMonth month, long accountId, AppealAgainst against, string target, CancellationToken cancellation)
    {
        var (_, card, facts) = await scores.AgentAsync(shop, month, accountId, cancellation);
        return card is not null && facts is not null && IsOf(card, facts, against, target);
    }

    /// <summary>Whether the target is a part of this score.</summary>
    private static bool IsOf(CardDocument card, AgentFacts facts, AppealAgainst against, string? target) => against switch
    {
        AppealAgainst.Line => card.Lines.Any(l => l.Indicator == target),
        AppealAgainst.Clock => Id(target) is { } clock && (facts.Clocks.MissedClockIds.Contains(clock) || facts.Clocks.BreachedClockIds.Contains(clock)),
        AppealAgainst.Penalty => Id(target) is { } penalty && card.Penalties.Any(p => p.PenaltyId == penalty),
        _ => false,
    };

    private static long? Id(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
