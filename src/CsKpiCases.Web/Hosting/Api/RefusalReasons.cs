using System.Reflection;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>Every <c>reason</c> that a <c>transition_refused</c> can name, for the reference page.</summary>
public static class RefusalReasons
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(RefusalReason).GetFields().Where(f => f.IsLiteral && f.Name != nameof(RefusalReason.PenaltyPrefix)).Select(f => (string)f.GetRawConstantValue()!),
        .. typeof(PenaltyRefusal).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(p => p.GetValue(null)).OfType<PenaltyRefusal>().Select(r => RefusalReason.PenaltyPrefix + r.Code),
    ];
}
