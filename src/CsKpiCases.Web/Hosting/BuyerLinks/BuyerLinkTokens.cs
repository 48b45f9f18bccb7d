using System.Security.Cryptography;
using System.Text;
using CsKpiCases.Domain.Cases;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Hosting.BuyerLinks;

/// <summary>
/// Tokens of the buyers' links: 24 random bytes. The store finds a link by the token's hash and keeps the token itself under the site's
/// keys, so that whoever reads the database alone can open no link.
/// </summary>
public sealed class BuyerLinkTokens(IDataProtectionProvider protection, IOptions<BuyerPageSettings> settings)
{
    private const int Bytes = 24;
    private const int Characters = Bytes / 3 * 4;
    private readonly IDataProtector protector = protection.CreateProtector("buyer-links");

    /// <summary>A new link, from now on for as many days as the settings say.</summary>
    public MakeBuyerLink Make(DateTime now)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(Bytes));
        return new MakeBuyerLink(HashOf(token)!, protector.Protect(token), now.AddDays(settings.Value.LinkDays));
    }

    /// <summary>What the store finds a link by; null for what is no token.</summary>
    public static byte[]? HashOf(string? token) =>
        token is { Length: Characters } && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? SHA256.HashData(Encoding.ASCII.GetBytes(token)) : null;

    /// <summary>The page's path; null where the key that the token was kept under is gone.</summary>
    public string? PathOf(BuyerLink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        try
        {
            return "/b/" + protector.Unprotect(link.KeptToken);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
