using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>What is wrong with a form of policies or calendars, found by its field.</summary>
public sealed class FieldFaults(IReadOnlyList<FieldError> errors)
{
    public static FieldFaults None { get; } = new([]);

    public IReadOnlyList<FieldError> All => errors;

    public bool Any => errors.Count > 0;

    /// <summary>The sentences about a field and the members of its list; null when it is right.</summary>
    public string? At(Texts texts, string path)
    {
        var found = errors.Where(error => error.Path == path || error.Path.StartsWith(path + "[", StringComparison.Ordinal))
            .Select(texts.SlaError).Distinct().ToList();
        return found.Count == 0 ? null : string.Join(' ', found);
    }

    /// <summary>Those that belong to none of the fields that a form shows by these beginnings.</summary>
    public IEnumerable<FieldError> Elsewhere(params string[] shown) =>
        errors.Where(error => !Array.Exists(shown, path => error.Path.StartsWith(path, StringComparison.Ordinal)));
}
