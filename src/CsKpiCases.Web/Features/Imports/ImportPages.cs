using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>The form and the history.</summary>
/// <param name="Kind">As asked.</param>
/// <param name="Faults">What is wrong with what was asked.</param>
public sealed record ImportsPage(Shop Shop, IReadOnlyList<ImportLine> Runs, long? NextBefore, string Kind, string Map, bool IsDryRun, IReadOnlyList<FieldError> Faults)
{
    /// <summary>The shop's saved maps, by kind.</summary>
    public IReadOnlyList<SavedMapLine> Maps { get; init; } = [];

    /// <summary>Keep the map for the shop, as asked.</summary>
    public bool SavesMap { get; init; }

    public FieldError? Fault(string field) => Faults.FirstOrDefault(f => f.Path == field);

    public Pager Pager => new(null, NextBefore is { } before ? FormattableString.Invariant($"/imports?before={before}") : null, Runs.Count, null);
}

/// <summary>One import.</summary>
/// <param name="Rejected">Whether the file of rejected rows is there.</param>
public sealed record ImportPage(Shop Shop, ImportLine Line, bool Rejected)
{
    public string Href => FormattableString.Invariant($"/imports/{Line.Run.Id}");
}

/// <summary>The words of imports in the reader's language.</summary>
public static class ImportWords
{
    public static string ImportKind(this Texts texts, string kind) => texts.OrCode("imports.kind.", kind);

    public static string State(this Texts texts, ImportState state)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Code("imports.state.", state.ToString());
    }

    /// <summary>Why a row was not taken, or what is wrong with the whole; the English sentence where there are no words for its code.</summary>
    public static string Reason(this Texts texts, string code, string? message = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Has("imports.reason." + code) ? texts["imports.reason." + code] : message ?? code;
    }

    public static string Refusal(this Texts texts, UndoOutcome.Refused refused)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(refused);
        return texts["imports.undo." + refused.Code, refused.LaterFile, refused.Month];
    }

    private static string OrCode(this Texts texts, string prefix, string code) => texts.Has(prefix + code) ? texts[prefix + code] : code;
}
