using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Features.EvidenceArchive;

/// <summary>A line of the register.</summary>
public sealed record ArchiveRow
{
    public required long Id { get; init; }
    public required string CaseNumber { get; init; }
    public string? Buyer { get; init; }

    /// <summary>What its sender called it.</summary>
    public required string FileName { get; init; }
    public required string ContentType { get; init; }
    public required long SizeBytes { get; init; }
    public required string ContentHash { get; init; }
    public required DateTime UploadedAt { get; init; }
    public string? Uploader { get; init; }
    public required ActorKind UploadedByKind { get; init; }
    public required bool IsFlagged { get; init; }

    /// <summary>Somebody has looked at the flag.</summary>
    public required bool IsSeen { get; init; }

    /// <summary>Its place among the case's evidence, from 1.</summary>
    public required int Sequence { get; init; }

    /// <summary>What it is called when it leaves the store.</summary>
    public string Name => EvidenceName.Of(Buyer, CaseNumber, Sequence, ContentType);

    public string Href => FormattableString.Invariant($"/cases/{CaseNumber}/evidence/{Id}");

    public ArchiveCursor Cursor => new(UploadedAt, Id);
}

/// <summary>What came in on a day of the shop, of what is asked for.</summary>
public sealed record ArchiveDay(DateOnly Day, int Files, long Bytes, IReadOnlyList<ArchiveRow> Rows);

/// <summary>A page of the register.</summary>
public sealed record ArchivePage(ArchiveFilter Filter, IReadOnlyList<ArchiveDay> Days, string? NewerHref, string? OlderHref, IReadOnlyList<(long Id, string Name)> People)
{
    public int Shown => Days.Sum(d => d.Rows.Count);
}
