using System.Globalization;
using System.Text;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Mail;
using CsKpiCases.Web.Resources;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>A notice as it is mailed: with its case's number and its shop.</summary>
public sealed record MailLine(InboxNotice Notice, string? CaseNumber, Shop? Shop);

/// <summary>Puts notices into a mail in the reader's language, times in the shop's zone.</summary>
public sealed class MailText(Texts texts, IOptions<MailSettings> settings)
{
    private const int MostLines = 30;
    private const int LongestSubject = 150;

    /// <param name="language">The reader's; null: Chinese, as the shops' people are.</param>
    /// <param name="lines">At least one, oldest first.</param>
    public (string Subject, string Body) Of(string? language, IReadOnlyList<MailLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var culture = Hosting.Language.Remembered(language) ?? Hosting.Language.Chinese;
        var site = settings.Value.SiteUrl.TrimEnd('/');
        var body = new StringBuilder();
        foreach (var line in lines.Take(MostLines)) Append(body, line, site, culture);
        if (lines.Count > MostLines) body.AppendLine(texts.In(culture, "mail.more", lines.Count - MostLines)).AppendLine(site + "/notices").AppendLine();
        body.AppendLine("-- ").AppendLine(texts.In(culture, "mail.why", site + "/account/notices"));
        return (Subject(lines, culture), body.ToString());
    }

    private string Subject(IReadOnlyList<MailLine> lines, CultureInfo culture)
    {
        var subject = lines.Count == 1 ? Say(lines[0], culture) : texts.In(culture, "mail.subject", lines.Count, Say(lines[^1], culture));
        return Data.ClippedText.To(subject.ReplaceLineEndings(" "), LongestSubject);
    }

    private void Append(StringBuilder body, MailLine line, string site, CultureInfo culture)
    {
        var zone = line.Shop is { } shop ? TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone) : TimeZoneInfo.Utc;
        var at = TimeZoneInfo.ConvertTimeFromUtc(line.Notice.At, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        body.AppendLine(line.Shop is null ? at : $"{at}  {line.Shop.Name}").AppendLine(Say(line, culture));
        if (line.CaseNumber is { } number) body.Append(site).Append("/cases/").AppendLine(number);
        else if (NoticeWords.Href(line.Notice.Arguments) is { } href) body.Append(site).AppendLine(href);
        body.AppendLine();
    }

    private string Say(MailLine line, CultureInfo culture) => texts.Say(culture, line.Notice.TextKey, line.Notice.Arguments);
}
