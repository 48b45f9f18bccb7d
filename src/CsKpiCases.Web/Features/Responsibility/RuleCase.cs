using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Web.Features.Responsibility;

/// <summary>Rules on a case as the form says.</summary>
public sealed class RuleCase(CaseStore store)
{
    /// <summary>The refused fields, or what the store answered.</summary>
    public async Task<(IReadOnlyList<FieldError> Errors, CaseResult? Result)> RunAsync(Shop shop, long caseId, RulingForm form, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(form);
        var draft = form.Read(out var errors);
        if (errors.Count > 0) return (errors, null);
        return ([], await store.ActAsync(shop, caseId, new RuleResponsibility(draft), actor, form.Version, cancellation: cancellation));
    }
}
