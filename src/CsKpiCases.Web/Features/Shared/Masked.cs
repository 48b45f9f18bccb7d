using System.Globalization;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Buyers' personal data as every page shows them.</summary>
public static class Masked
{
    /// <summary>李**: enough to recognise the buyer by. Null where there is no name.</summary>
    public static string? Name(string? name) => string.IsNullOrEmpty(name) ? null : StringInfo.GetNextTextElement(name) + "**";

    /// <summary>138****0042.</summary>
    public static string Phone(string phone) => phone.Length < 8 ? "****" : phone[..3] + "****" + phone[^4..];
}
