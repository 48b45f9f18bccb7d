using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>Says which policy a case has, and why it was chosen: <c>more_fields:caseType=complaint;grade=A</c> in words.</summary>
public static class PolicyWords
{
    public static string PolicyReason(this Texts texts, string? reason)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var parts = (reason ?? "").Split(':', 2);
        var ground = "policy.ground." + parts[0];
        if (parts.Length < 2 || !texts.Has(ground)) return reason ?? "";
        var fields = parts[1].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(field => texts.Match(field.Split('=', 2))).ToList();
        return fields.Count == 0 ? texts[ground] : texts["policy.reason", string.Join(texts["list.comma"], fields), texts[ground]];
    }

    /// <summary>house-complaint, version 3.</summary>
    public static string PolicyVersion(this Texts texts, PolicyVersionName policy)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(policy);
        return texts["policy.version", policy.Name, policy.Version];
    }

    private static string Match(this Texts texts, string[] pair) => pair is [var field, var value] ? texts.MatchValue(field, value) : pair[0];
}
