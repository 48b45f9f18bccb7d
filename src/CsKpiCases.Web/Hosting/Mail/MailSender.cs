using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CsKpiCases.Web.Hosting.Mail;

/// <summary>How a mail went.</summary>
public enum MailOutcome
{
    Sent,

    /// <summary>This mail was not taken: its address, its content.</summary>
    Refused,

    /// <summary>The server cannot be reached, or does not let us in: none will go out now.</summary>
    Unreachable,
}

/// <summary>What became of a mail; the server's or our words where it was not sent.</summary>
public sealed record MailResult(MailOutcome Outcome, string? Error = null);

/// <summary>A plain text mail.</summary>
/// <param name="Id">The same for the same mail, however often it is tried: mail programs show it once.</param>
public sealed record Mail(string Id, string ToName, string ToAddress, string Subject, string Body);

/// <summary>Sends mails over one connection to the configured server.</summary>
public sealed class MailSender(IOptions<MailSettings> options) : IDisposable
{
    private const int TimeoutMilliseconds = 20_000;
    private readonly SmtpClient client = new() { Timeout = TimeoutMilliseconds };
    private readonly MailSettings settings = options.Value;

    /// <summary>Connects at the first mail, and again where the server hung up.</summary>
    public async Task<MailResult> SendAsync(Mail mail, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mail);
        if (!MailboxAddress.TryParse(mail.ToAddress, out var to)) return new MailResult(MailOutcome.Refused, $"'{mail.ToAddress}' is no mail address.");
        try
        {
            await ConnectAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new MailResult(MailOutcome.Unreachable, e.Message);
        }

        try
        {
            await client.SendAsync(Message(mail, to), cancellation);
            return new MailResult(MailOutcome.Sent);
        }
        catch (SmtpCommandException e)
        {
            return new MailResult(MailOutcome.Refused, e.Message);
        }
        catch (Exception e) when (e is ServiceNotConnectedException or ProtocolException or IOException or TimeoutException)
        {
            return new MailResult(MailOutcome.Unreachable, e.Message);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        if (client.IsConnected) return;
        var security = settings.Security switch
        {
            "tls" => SecureSocketOptions.SslOnConnect,
            "none" => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };
        await client.ConnectAsync(settings.Host, settings.Port, security, cancellation);
        if (settings.User.Length > 0) await client.AuthenticateAsync(settings.User, settings.Password, cancellation);
    }

    private MimeMessage Message(Mail mail, MailboxAddress to)
    {
        var from = MailboxAddress.Parse(settings.From);
        to.Name = mail.ToName;
        var message = new MimeMessage { Subject = mail.Subject, MessageId = $"{mail.Id}@{from.Domain}", Body = new TextPart("plain") { Text = mail.Body } };
        message.From.Add(from);
        message.To.Add(to);
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
