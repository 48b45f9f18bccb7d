using System.Text.Json.Serialization;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports.Reading;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>What is to be imported, by whomever: command, API, page.</summary>
/// <param name="Kind">One of <see cref="ImportFile.Kinds"/>.</param>
/// <param name="Path">The file; its ending says what it is.</param>
public sealed record ImportRequest(string Kind, string Path)
{
    /// <summary>The name that people know the file by.</summary>
    public string FileName { get; init; } = System.IO.Path.GetFileName(Path);

    /// <summary>Code of the shop; null: the map names it.</summary>
    public string? Shop { get; init; }

    /// <summary>The map's text (<see cref="ImportMapFile"/>, or of the other kinds a <see cref="ColumnMap"/>); null: the shop's saved one, where there is one.</summary>
    public string? Map { get; init; }

    /// <summary>Keeps the map for the shop and kind, once a file was read by it, in a dry run too.</summary>
    public bool SavesMap { get; init; }

    /// <summary>Takes a log as it stood then, UTC.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Says what would happen, and changes nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Where rejected rows are written; null: nowhere.</summary>
    public string? RejectedPath { get; init; }

    public long? ById { get; init; }

    /// <summary>The run that was written down already; null: one is, unless it is a dry run.</summary>
    public long? RunId { get; init; }
}

/// <summary>What came of it. Records are cases, orders, ratings and so on: what the file's rows make up.</summary>
public sealed record ImportResult
{
    public string Kind { get; init; } = "";
    public string? Shop { get; init; }
    public bool DryRun { get; init; }

    /// <summary>Rows read.</summary>
    public long Read { get; set; }

    /// <summary>Records added.</summary>
    public long Added { get; set; }
    public long Changed { get; set; }
    public long Unchanged { get; set; }

    /// <summary>Rows rejected.</summary>
    public long Rejected { get; set; }

    /// <summary>Events written, for kinds that have them.</summary>
    public long Events { get; set; }

    /// <summary>Numbers of cases that somebody here has worked on and that the file would have moved.</summary>
    public List<string> LeftAlone { get; init; } = [];

    /// <summary>What else the caller should know, such as a shop that was created.</summary>
    public List<string> Remarks { get; init; } = [];

    /// <summary>The run that wrote it; null in a dry run of a command.</summary>
    [JsonIgnore]
    public long? RunId { get; set; }

    /// <summary>Names of agents in the file who are not here.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> UnknownAgents { get; set; } = [];
    public IReadOnlyList<RejectedRow> FirstRejected { get; set; } = [];
    public string? RejectedFile { get; set; }
}

/// <summary>An import ran, or was refused before anything was read: each error names the field of the map, file or request.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    public sealed record Done(ImportResult Result) : ImportOutcome;

    public sealed record Refused(IReadOnlyList<FieldError> Errors) : ImportOutcome;
}
