namespace CsKpiCases.Data.Rows;

/// <summary>How a shop's files of one kind are read where nothing else is said; one per shop and kind.</summary>
public sealed class SavedImportMap
{
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>Kind of import.</summary>
    public string Kind { get; set; } = "";

    /// <summary>As it was given: JSON, or a line <c>theirs=ours</c> for each column.</summary>
    public string Map { get; set; } = "";
    public DateTime SavedAt { get; set; }

    /// <summary>Null: a command.</summary>
    public long? SavedById { get; set; }
}
