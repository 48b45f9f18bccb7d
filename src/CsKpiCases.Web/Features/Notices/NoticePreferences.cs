using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Mail;
using CsKpiCases.Web.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>How somebody wants to be told, as he types it: times are HH:mm of the shop's zone, empty for none.</summary>
public sealed record NoticeForm(string? Email, string? Level, string? QuietFrom, string? QuietTo);

/// <summary>The page of it.</summary>
/// <param name="Wrong">Keys of texts by field.</param>
/// <param name="IsMailOn">Whether the site sends mail at all.</param>
/// <param name="Zone">What the quiet hours are in.</param>
public sealed record NoticePreferencesPage(NoticeForm Form, IReadOnlyDictionary<string, string> Wrong, bool IsMailOn, string? Zone);

/// <summary>Reads and keeps how somebody wants to be told.</summary>
public sealed class NoticePreferences(CasesDbContext db, CaseWriter writer, IOptions<MailSettings> mail, Texts texts)
{
    private const int LongestAddress = 254;

    public bool IsMailOn => mail.Value.IsOn;

    public async Task<NoticeForm> ReadAsync(long accountId, CancellationToken cancellation)
    {
        var a = await db.Users.AsNoTracking().SingleAsync(u => u.Id == accountId, cancellation);
        return new NoticeForm(a.Email, a.MailLevel.ToString(), Text(a.QuietFrom), Text(a.QuietTo));
    }

    /// <summary>Keeps it; what is wrong, by field, where it cannot be kept.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SaveAsync(long accountId, NoticeForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(form);
        var wrong = new Dictionary<string, string>();
        var email = string.IsNullOrWhiteSpace(form.Email) ? null : form.Email.Trim();
        if (email is not null && !IsAddress(email)) wrong["email"] = "told.email-wrong";
        if (!Enum.TryParse<MailLevel>(form.Level, out var level) || !Enum.IsDefined(level) || level.ToString() != form.Level) wrong["level"] = "told.level-wrong";
        var (from, to) = (Time(form.QuietFrom, "quietFrom", wrong), Time(form.QuietTo, "quietTo", wrong));
        if (wrong.Count == 0 && (from is null) != (to is null)) wrong[from is null ? "quietFrom" : "quietTo"] = "told.quiet-half";
        if (wrong.Count == 0 && from is not null && from == to) wrong["quietTo"] = "told.quiet-same";
        if (wrong.Count > 0) return wrong;
        await writer.WriteAsync(
            (within, token) => within.Users.Where(a => a.Id == accountId).ExecuteUpdateAsync(
                set => set.SetProperty(a => a.Email, email).SetProperty(a => a.NormalizedEmail, email == null ? null : email.ToUpperInvariant())
                    .SetProperty(a => a.MailLevel, level).SetProperty(a => a.QuietFrom, from).SetProperty(a => a.QuietTo, to),
                token),
            cancellation);
        return wrong;
    }

    /// <summary>Sends a mail at once; null when it went out, else the server's words.</summary>
    public async Task<string?> TryAsync(long accountId, CancellationToken cancellation)
    {
        var account = await db.Users.AsNoTracking().SingleAsync(u => u.Id == accountId, cancellation);
        if (!IsMailOn || string.IsNullOrEmpty(account.Email)) return texts["told.email-none"];
        using var sender = new MailSender(mail);
        var result = await sender.SendAsync(
            new Mail($"trial.{Guid.NewGuid():N}", account.DisplayName, account.Email, texts["mail.trial"], texts["mail.trial-body", mail.Value.SiteUrl]), cancellation);
        return result.Outcome == MailOutcome.Sent ? null : result.Error ?? "";
    }

    private static bool IsAddress(string text) =>
        text.Length <= LongestAddress && MailboxAddress.TryParse(text, out var read) && read.Address == text && read.Domain.Length > 0
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);

    private static TimeOnly? Time(string? text, string field, Dictionary<string, string> wrong)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        wrong[field] = "told.quiet-wrong";
        return null;
    }

    private static string? Text(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
