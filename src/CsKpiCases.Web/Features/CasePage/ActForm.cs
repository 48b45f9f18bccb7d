using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Features.CasePage;

public enum FieldKind
{
    Text,
    LongText,
    Choice,
    Money,
    Number,
    Check,
    Instant,
    Photos,
    Hidden,
}

/// <summary>One field of an act's form.</summary>
/// <param name="Label">Text key of its label.</param>
public sealed record FormField(string Name, FieldKind Kind, string Label, bool Required = false)
{
    /// <summary>For a choice.</summary>
    public IReadOnlyList<(string Value, string Text)> Options { get; init; } = [];

    /// <summary>What it holds before anybody has entered something.</summary>
    public string? Value { get; init; }

    public string? Hint { get; init; }

    /// <summary>What a text is likely to be.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>Starts a folded group of fields with this heading.</summary>
    public string? Group { get; init; }
}

/// <summary>The form of an act: what to ask for.</summary>
public sealed record ActForm(string Act, string Title, IReadOnlyList<FormField> Fields)
{
    /// <summary>Said above the fields.</summary>
    public string? Explanation { get; init; }

    public bool HasPhotos => Fields.Any(f => f.Kind == FieldKind.Photos);
}

/// <summary>A form as it is drawn: with what was entered, and what was wrong with it.</summary>
public sealed record ActFormState(ActForm Form, ActValues Values)
{
    /// <summary>Why the act was not done.</summary>
    public string? Refusal { get; init; }

    /// <summary>By field: what is wrong.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>();

    /// <summary>What somebody else did since the page was opened; null when nobody did.</summary>
    public IReadOnlyList<CaseEvent>? Since { get; init; }

    /// <summary>False when it is drawn for the first time: then fields show what they start with.</summary>
    public bool IsEntered { get; init; }

    public string? ValueOf(FormField field) => IsEntered ? Values[field.Name] : Values[field.Name] ?? field.Value;
}

/// <summary>The page: the case, and the form that is open on it.</summary>
public sealed record CasePageModel(CaseView View, ActFormState? Form);
