using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>
/// How a receiver knows that a body is ours, unchanged and fresh: HMAC-SHA256 under the target's secret over the time of sending, a
/// full stop and the body.
/// </summary>
public static class WebhookSignature
{
    public const string EventIdHeader = "Cases-Event-Id";
    public const string EventTypeHeader = "Cases-Event-Type";
    public const string TimestampHeader = "Cases-Timestamp";
    public const string SignatureHeader = "Cases-Signature";

    private const string SecretPrefix = "whs_";

    /// <summary>A new secret: text of 47 characters, whose UTF-8 bytes are the key.</summary>
    public static string NewSecret() => SecretPrefix + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    /// <summary>The header's value, such as <c>v1=5257a8…</c>.</summary>
    /// <param name="secret">The target's.</param>
    /// <param name="timestamp">Unix seconds, as in the header.</param>
    /// <param name="body">The bytes that are sent.</param>
    public static string Of(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        var prefix = Encoding.UTF8.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture) + ".");
        byte[] signed = [.. prefix, .. body];
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        return "v1=" + Convert.ToHexStringLower(hash);
    }
}
