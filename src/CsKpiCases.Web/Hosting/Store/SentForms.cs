using System.Globalization;
using System.Security.Cryptography;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Store;

/// <summary>
/// Forms that make money or points carry a key of their own (the partial <c>_FormKey</c>), so that one that is sent twice, by a
/// second click or by going back, counts once. The key is kept where those of API requests are, in the transaction of the change.
/// </summary>
public static class SentForms
{
    /// <summary>The field's name.</summary>
    public const string Field = "formKey";

    private const int LongestKey = 100;

    /// <summary>A key for a form that is about to be shown.</summary>
    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>
    /// Takes the form's key within a change; false: this form was taken before, and nothing is to be done. Two at the same moment
    /// collide on the key, and the second, running again, finds it. A form without a key is taken each time.
    /// </summary>
    public static async Task<bool> TakeAsync(CasesDbContext db, long accountId, string? formKey, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (formKey is not { Length: > 0 and <= LongestKey }) return true;
        var key = string.Create(CultureInfo.InvariantCulture, $"form {formKey}");
        if (await db.IdempotencyKeys.AnyAsync(k => k.AccountId == accountId && k.Key == key, cancellation)) return false;
        db.Add(new IdempotencyKey { AccountId = accountId, Key = key, CreatedAt = now });
        return true;
    }
}
