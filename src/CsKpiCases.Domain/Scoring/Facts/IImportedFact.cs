namespace CsKpiCases.Domain.Scoring.Facts;

/// <summary>A fact that came with a file or through the API: found again by its natural key, and taken back with its import.</summary>
public interface IImportedFact
{
    long Id { get; set; }
    long ShopId { get; set; }

    /// <summary>What it is known by where it came from; unique within the shop.</summary>
    string NaturalKey { get; }

    /// <summary>The import that wrote it last; null: made here.</summary>
    long? ImportId { get; set; }
}
