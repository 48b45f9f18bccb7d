using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>What somebody uploads.</summary>
/// <param name="Kind">One of <see cref="StartImport.Kinds"/>.</param>
/// <param name="FileName">As he knows it; its ending says what it is.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Map">The map's text; blank: the shop's saved one.</param>
/// <param name="IsDryRun">Only say what would happen.</param>
/// <param name="SavesMap">Keep the map for the shop.</param>
public sealed record UploadedImport(string? Kind, string FileName, Stream? Content, string? Map, bool IsDryRun, bool SavesMap = false);

/// <summary>A begun run, or what is wrong with what was asked.</summary>
public sealed record StartedImport(long? RunId, IReadOnlyList<FieldError> Errors);

/// <summary>Begins an import into a shop for a page or a program: keeps the file, writes the run down, and hands it to the worker.</summary>
public sealed class StartImport(ImportStore store, ImportRuns runs, ImportWorker worker, SavedMaps saved)
{
    public const int LongestMap = 200_000;

    private static readonly string[] Endings = [".csv", ".tsv", ".txt", ".xlsx", ".json"];

    /// <summary>Kinds of one shop; policies and calendars are shared and have pages of their own.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. ImportFile.Kinds.Where(k => k is not ("policies" or "calendars"))];

    public static bool NeedsMap(string? kind) => kind is "cases" or "event-log";

    public async Task<StartedImport> RunAsync(Shop shop, UploadedImport upload, long byId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(upload);
        var errors = new FieldErrors();
        if (upload.Kind is null || !Kinds.Contains(upload.Kind)) errors.Add("kind", "unknown_kind", $"Kinds are {string.Join(", ", Kinds)}.");
        if (upload.Content is null) errors.Add("file", SlaErrorCodes.Required, "Choose a file.");
        else if (!Endings.Contains(Path.GetExtension(upload.FileName).ToLowerInvariant())) errors.Add("file", "file_type_not_allowed", "CSV, XLSX or JSON, by its name.");
        var map = string.IsNullOrWhiteSpace(upload.Map) ? null : upload.Map;
        if (map is null && NeedsMap(upload.Kind) && await saved.FindAsync(shop.Code, upload.Kind!, cancellation) is null) errors.Add("map", SlaErrorCodes.Required, "This kind needs a map.");
        else if (map is null && upload.SavesMap) errors.Add("map", SlaErrorCodes.Required, "There is no map to save.");
        if (upload.Map is { Length: > LongestMap }) errors.Add("map", "too_long", "The map is too long.");
        if (errors.Count > 0) return new StartedImport(null, errors.All);

        var id = store.Ids.Next();
        var folder = store.Connection.DataFolder;
        var path = UploadedFiles.PathOf(folder, id, upload.FileName);
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read)) await upload.Content!.CopyToAsync(file, cancellation);
        var request = new ImportRequest(upload.Kind!, path)
        {
            FileName = upload.FileName, Shop = shop.Code, Map = map, SavesMap = upload.SavesMap, IsDryRun = upload.IsDryRun,
            RejectedPath = UploadedFiles.RejectedOf(folder, id), ById = byId, RunId = id,
        };
        await runs.BeginAsync(request, shop.Code, ImportWorker.Lease, cancellation);
        worker.Begin(request);
        return new StartedImport(id, []);
    }
}
