using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>Targets' secrets as the store keeps them: whoever reads the database without the site's keys reads none.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("webhooks");

    public string Protect(string secret) => protector.Protect(secret);

    /// <summary>Null where the key that it was kept under is gone: a new secret must be made.</summary>
    public string? Reveal(string kept)
    {
        try
        {
            return protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
