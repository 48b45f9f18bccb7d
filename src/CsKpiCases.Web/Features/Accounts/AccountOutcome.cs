namespace CsKpiCases.Web.Features.Accounts;

/// <summary>What became of a change of an account.</summary>
/// <param name="Refused">Null when done, else a code: the text is <c>accounts.refused.CODE</c>.</param>
/// <param name="AccountId">Which account.</param>
/// <param name="OneTimePassword">To be shown once.</param>
public sealed record AccountOutcome(string? Refused, long AccountId = 0, string? OneTimePassword = null)
{
    public static AccountOutcome No(string code) => new(code);
}
