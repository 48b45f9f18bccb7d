using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>A policy as it would be saved, or what is wrong with it.</summary>
/// <param name="Policy">Null where there are errors.</param>
/// <param name="Before">The version in force; null for a new name.</param>
/// <param name="Faults">Their paths are the form's: without the file's <c>[0].</c></param>
/// <param name="Warnings">None of them refuses.</param>
public sealed record CheckedPolicy(Policy? Policy, Policy? Before, FieldFaults Faults, IReadOnlyList<SlaWarning> Warnings);

/// <summary>Checks a document of one policy as the import of a file does, and beside it what a page can say: odd, unknown, taken.</summary>
public sealed class CheckPolicy(PolicyBook book, TimeProvider clock)
{
    /// <param name="document">A file of one policy.</param>
    /// <param name="name">The policy that the page is about; null: a new one, whose name must be free.</param>
    /// <param name="choices">What can be chosen; null: the document was checked against it before.</param>
    /// <param name="cancellation">Before the policies are read.</param>
    public async Task<CheckedPolicy> RunAsync(string document, string? name, PolicyChoices? choices, CancellationToken cancellation)
    {
        var pages = await book.ReadAsync(cancellation);
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        var errors = new FieldErrors();
        var read = PolicyFile.Parse(document, pages.Calendars.GetValueOrDefault, now, errors);
        if (errors.Count == 0 && read.Count != 1) errors.Add("", SlaErrorCodes.Required, "There must be one policy.");
        if (errors.Count == 0) CheckName(read[0].Name, name, pages, errors);
        var before = name is null ? null : pages.FindByName(name);
        if (errors.Count == 0 && choices is not null) CheckValues(read[0], before, choices, errors);
        var faults = new FieldFaults([.. errors.All.Select(error => error with { Path = error.Path.StartsWith("[0].", StringComparison.Ordinal) ? error.Path[4..] : error.Path })]);
        var policy = faults.Any ? null : read[0];
        return new CheckedPolicy(policy, before, faults, policy is null ? [] : SlaWarnings.Of(policy, pages.Current, now));
    }

    private static void CheckName(string given, string? name, PolicyPages pages, FieldErrors errors)
    {
        if (name is not null)
        {
            if (given != name) errors.Add("name", "name_changed", "A policy keeps its name: make a new one and disable this one.");
            return;
        }

        // A slash would end the name in the page's address.
        else if (pages.FindByName(given) is not null) errors.Add("name", SlaErrorCodes.DuplicateName, "There is a policy of this name.");
    }

    /// <summary>Only known values where the domain knows them; those that the policy has already stay allowed.</summary>
    private static void CheckValues(Policy policy, Policy? before, PolicyChoices choices, FieldErrors errors)
    {
        foreach (var (field, values) in policy.Match)
        {
            if (choices.Known(field) is not { } known) continue;
            var had = before?.Match.GetValueOrDefault(field) ?? [];
            if (values.Except(known).Except(had).Any()) errors.Add("match." + field, "unknown_value", "This is none of the known values.");
        }
    }
}
