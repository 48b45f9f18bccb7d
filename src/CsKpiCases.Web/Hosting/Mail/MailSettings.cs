using System.ComponentModel.DataAnnotations;
using MimeKit;

namespace CsKpiCases.Web.Hosting.Mail;

/// <summary>Section <c>Mail</c>: the server that mail goes out by. Without a host none does.</summary>
public sealed class MailSettings : IValidatableObject
{
    public const string Section = "Mail";

    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary><c>starttls</c>: required; <c>tls</c>: from the first byte; <c>none</c>: in clear, for a server on this machine.</summary>
    [RegularExpression("starttls|tls|none")]
    public string Security { get; set; } = "starttls";

    /// <summary>Empty: without signing in.</summary>
    public string User { get; set; } = "";
    public string Password { get; set; } = "";

    /// <summary>The sender, such as <c>售后 &lt;cases@example.com&gt;</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>Where readers reach the site: what the links of mails begin with.</summary>
    public string SiteUrl { get; set; } = "";

    public bool IsOn => Host.Length > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn) yield break;
        if (Uri.CheckHostName(Host) == UriHostNameType.Unknown) yield return new ValidationResult("Mail:Host must be the name or address of a server.", [nameof(Host)]);
        if (Security.Length == 0) yield return new ValidationResult("Mail:Security must be starttls, tls or none.", [nameof(Security)]);
        if (!MailboxAddress.TryParse(From, out var from) || from.Domain.Length == 0) yield return new ValidationResult("Mail:From must be an address such as cases@example.com.", [nameof(From)]);
        if (!Uri.TryCreate(SiteUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            yield return new ValidationResult("Mail:SiteUrl must be the site's address such as https://cases.example.com.", [nameof(SiteUrl)]);
        }
    }
}
