namespace CsKpiCases.Web.Features.Measures;

/// <summary>A new measure as it is entered.</summary>
public sealed record MeasureForm
{
    public string? Title { get; init; }
    public string? Cause { get; init; }
    public string? What { get; init; }
    public string? Check { get; init; }
    public long? OwnerId { get; init; }

    /// <summary>yyyy-MM-dd.</summary>
    public string? DueOn { get; init; }

    /// <summary>Numbers of the cases that it comes from, with blanks or commas between.</summary>
    public string? Cases { get; init; }

    /// <summary>The same by their ids, as the work list sends them.</summary>
    public IReadOnlyList<long>? Ids { get; init; }

    /// <summary>A SKU whose quality it is about: it stands in the title.</summary>
    public string? Sku { get; init; }

    public IReadOnlyList<string> Numbers =>
        [.. (Cases ?? "").ToUpperInvariant().Split([' ', ',', '，', '、', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
