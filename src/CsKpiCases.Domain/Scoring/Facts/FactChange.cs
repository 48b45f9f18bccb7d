namespace CsKpiCases.Domain.Scoring.Facts;

/// <summary>What an import did to one fact, so that it can be undone: the fact as it was before.</summary>
public sealed class FactChange
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long ImportId { get; set; }

    /// <summary>Which facts: the import's kind.</summary>
    public string Kind { get; set; } = "";
    public long FactId { get; set; }

    /// <summary>JSON of the fact before; null: it was not there.</summary>
    public string? Before { get; set; }
}
