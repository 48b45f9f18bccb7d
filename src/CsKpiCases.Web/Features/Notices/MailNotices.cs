using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>
/// Mails the notices that are to be mailed: all that waits for one person in one mail, so that neither a flood nor quiet hours
/// end in a heap. What he has read meanwhile is not mailed. A mail that did not go out is tried again, ever later.
/// </summary>
public sealed partial class MailNotices(
    IDbContextFactory<CasesDbContext> contexts, CaseWriter writer, MailText text, IOptions<MailSettings> settings, TimeProvider clock, ILogger<MailNotices> log)
{
    private const int MostPeople = 500;
    private const int MostAttempts = 12;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>Sends what is due; the number of mails that went out.</summary>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        if (!settings.Value.IsOn) return 0;
        var people = await WaitingAsync(cancellation);
        if (people.Count == 0) return 0;
        var sent = 0L;
        using var sender = new MailSender(settings);
        foreach (var person in people)
        {
            var outcome = await MailAsync(sender, person, cancellation);
            if (outcome == MailOutcome.Sent) sent++;
            if (outcome == MailOutcome.Unreachable) break; // the others wait untouched for the server
        }

        return sent;
    }

    private async Task<List<long>> WaitingAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Notices.Where(n => n.MailAt <= now).GroupBy(n => n.AccountId).OrderBy(g => g.Min(n => n.MailAt)).Select(g => g.Key).Take(MostPeople).ToListAsync(cancellation);
    }

    private async Task<MailOutcome?> MailAsync(MailSender sender, long accountId, CancellationToken cancellation)
    {
        var (person, notices) = await writer.WriteAsync((db, token) => TakeAsync(db, accountId, token), cancellation);
        if (person?.Email is not { Length: > 0 } address || notices.Count == 0) return null;
        var mail = await MailOfAsync(person, address, notices, cancellation);
        var result = await sender.SendAsync(mail, cancellation);
        if (result.Outcome != MailOutcome.Sent) NotSent(log, person.Id, result.Outcome, result.Error);
        await writer.WriteAsync((db, token) => KeepAsync(db, notices, result.Outcome, token), CancellationToken.None);
        return result.Outcome;
    }

    /// <summary>Takes somebody's waiting notices for a while: should the process end in between, they are mailed again rather than never.</summary>
    private async Task<(Account? Person, List<InboxNotice> Notices)> TakeAsync(CasesDbContext db, long accountId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var waiting = await db.Notices.AsTracking().Where(n => n.AccountId == accountId && n.MailAt <= now).OrderBy(n => n.Id).ToListAsync(cancellation);
        var person = await db.Users.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId && !a.IsDisabled && a.MailLevel != MailLevel.None, cancellation);
        foreach (var notice in waiting)
        {
            notice.MailAt = person is null || notice.ReadAt is not null ? null : now + Lease;
            notice.MailAttempts++;
        }

        await db.SaveChangesAsync(cancellation);
        return (person, waiting.FindAll(n => n.MailAt is not null));
    }

    private async Task<Mail> MailOfAsync(Account person, string address, List<InboxNotice> notices, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var ids = notices.Select(n => n.CaseId).OfType<long>().Distinct().ToList();
        var numbers = await db.Cases.Where(c => EF.Parameter(ids).Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Number, cancellation);
        var shops = await db.Shops.AsNoTracking().ToDictionaryAsync(s => s.Id, cancellation);
        var lines = notices.ConvertAll(n => new MailLine(n, n.CaseId is { } id ? numbers.GetValueOrDefault(id) : null, shops.GetValueOrDefault(n.ShopId)));
        var (subject, body) = text.Of(person.Language, lines);
        return new Mail(FormattableString.Invariant($"notices.{notices[0].Id}.{notices[^1].Id}"), person.DisplayName, address, subject, body);
    }

    private async Task KeepAsync(CasesDbContext db, List<InboxNotice> notices, MailOutcome outcome, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var ids = notices.ConvertAll(n => n.Id);
        foreach (var notice in await db.Notices.AsTracking().Where(n => EF.Parameter(ids).Contains(n.Id)).ToListAsync(cancellation))
        {
            if (outcome == MailOutcome.Sent) (notice.MailAt, notice.MailedAt) = (null, now);
            else notice.MailAt = notice.MailAttempts >= MostAttempts ? null : now + Pause(notice.MailAttempts);
        }

        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>One minute, two, four, up to six hours: twelve attempts last a day.</summary>
    private static TimeSpan Pause(int attempts) => TimeSpan.FromMinutes(Math.Pow(2, attempts - 1)) is var pause && pause < Longest ? pause : Longest;

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail to account {Account} did not go out ({Outcome}): {Error}")]
    private static partial void NotSent(ILogger logger, long account, MailOutcome outcome, string? error);
}
