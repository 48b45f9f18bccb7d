using System.Security.Cryptography;
using CsKpiCases.Data.Rows;
using Microsoft.AspNetCore.Identity;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>Passwords as Identity keeps them, for whoever makes or changes accounts: pages, commands, the demo.</summary>
public static class Passwords
{
    public const int ShortestLength = 10;
    public const int LeastDistinct = 5;

    /// <summary>Longer ones would only make hashing slow.</summary>
    public const int LongestLength = 200;

    // without what is easily misread: 0 O 1 l I
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static readonly PasswordHasher<Account> Hasher = new();
    private static readonly Account Anybody = new();
    private static readonly Lazy<string> HashOfNobody = new(() => Hash(OneTime()));

    public static string Hash(string password) => Hasher.HashPassword(Anybody, password);

    public static bool Fits(string hash, string password) =>
        Hasher.VerifyHashedPassword(Anybody, hash, password) != PasswordVerificationResult.Failed;

    /// <summary>Takes as long as checking a password, for a name that nobody has: the answer's time must not tell.</summary>
    public static void CheckNobodys(string password) => Fits(HashOfNobody.Value, password);

    /// <summary>A password to be told once and changed at the first sign-in.</summary>
    public static string OneTime()
    {
        var parts = Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4));
        return string.Join('-', parts);
    }

    /// <summary>Whether the rules let it pass: long enough, and not one character over and over.</summary>
    public static bool IsGoodEnough(string password) =>
        password.Length is >= ShortestLength and <= LongestLength && password.Distinct().Count() >= LeastDistinct;

    /// <summary>A name as it is looked up: whatever its case.</summary>
    public static string Normalized(string userName) => userName.Trim().Normalize().ToUpperInvariant();

    /// <summary>A new security stamp: it ends the account's sessions.</summary>
    public static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
}
