using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>Who wants which notices by mail, and when he is not to be written to.</summary>
internal sealed class MailWishes
{
    private static readonly string[] Important =
    [
        "notice.sla.missed", "notice.sla.breached", "notice.sla.digest", "notice.report.nightly", "notice.approval_needed", "notice.hand_over_offered",
        "notice.escalated", "notice.penalty_told", "notice.penalty_appealed", "notice.penalty_decided",
        "notice.webhook_given_up", "notice.leave_granted", "notice.leave_refused", "notice.swap_granted", "notice.absent_left", "notice.handover_late",
    ];

    private readonly Dictionary<long, (MailLevel Level, QuietHours? Quiet)> people = [];
    private readonly Dictionary<long, TimeZoneInfo> zones = [];

    private MailWishes()
    {
    }

    /// <summary>Of everybody; of nobody where the site sends no mail.</summary>
    public static async Task<MailWishes> ReadAsync(CasesDbContext db, bool isOn, CancellationToken cancellation)
    {
        var read = new MailWishes();
        if (!isOn) return read;
        var rows = await db.Users.AsNoTracking().Where(a => a.Email != null && a.Email != "" && a.MailLevel != MailLevel.None && !a.IsDisabled && !a.IsDemo)
            .Select(a => new { a.Id, a.MailLevel, a.QuietFrom, a.QuietTo }).ToListAsync(cancellation);
        foreach (var row in rows) read.people[row.Id] = (row.MailLevel, row is { QuietFrom: { } from, QuietTo: { } to } ? new QuietHours(from, to) : null);
        foreach (var shop in await db.Shops.AsNoTracking().ToListAsync(cancellation)) read.zones[shop.Id] = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return read;
    }

    /// <summary>When a notice is mailed to somebody; null: never.</summary>
    public DateTime? At(long accountId, long shopId, string textKey, DateTime now)
    {
        if (!people.TryGetValue(accountId, out var wish)) return null;
        if (wish.Level == MailLevel.Important && !Important.Contains(textKey)) return null;
        return wish.Quiet is { } quiet && zones.TryGetValue(shopId, out var zone) ? quiet.NextLoud(now, zone) : now;
    }
}
