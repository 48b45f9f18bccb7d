using System.Security.Cryptography;
using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Imports.Reading;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>What else is kept of a run, beside its counts.</summary>
/// <param name="UnknownAgents">Names in the file of agents who are not here; their rows count for nobody.</param>
/// <param name="FirstRejected">The first rows that were not taken.</param>
/// <param name="Errors">What was wrong with the file or what was asked, where nothing was taken.</param>
public sealed record ImportDetails(IReadOnlyList<string> UnknownAgents, IReadOnlyList<RejectedRow> FirstRejected, IReadOnlyList<FieldError> Errors)
{
    public static ImportDetails None { get; } = new([], [], []);
}

/// <summary>Writes down which imports there were: begun, how far, what came of them.</summary>
public sealed class ImportRuns(ImportStore store)
{
    /// <summary>What stands as the error of one that was stopped, by somebody or with its process.</summary>
    public const string Stopped = "stopped";
    private const int MostKept = 100;

    /// <summary>How long one that no worker renews (of a command) counts as going on.</summary>
    public static readonly TimeSpan Unattended = TimeSpan.FromHours(6);

    public async Task<ImportRun> BeginAsync(ImportRequest request, string? code, TimeSpan lease, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = Instants.Cut(store.Time.GetUtcNow().UtcDateTime);
        var run = new ImportRun
        {
            Id = request.RunId ?? store.Ids.Next(), Kind = request.Kind, FileName = ClippedText.EndOf(request.FileName, 260), ContentHash = await HashAsync(request.Path, cancellation),
            StartedAt = now, ClaimedUntil = now + lease, ById = request.ById, IsDryRun = request.IsDryRun,
        };
        await store.Writer.WriteAsync(async (db, token) =>
        {
            run.ShopId = await db.Shops.Where(s => s.Code == code).Select(s => (long?)s.Id).FirstOrDefaultAsync(token);
            db.Add(run);
            await db.SaveChangesAsync(token);
        }, cancellation);
        return run;
    }

    /// <summary>Whether the same file was taken before, and still stands.</summary>
    public async Task<bool> IsRepeatedAsync(long id, CancellationToken cancellation)
    {
        await using var db = await store.Contexts.CreateDbContextAsync(cancellation);
        var run = await db.ImportRuns.AsNoTracking().SingleAsync(r => r.Id == id, cancellation);
        return await db.ImportRuns.AnyAsync(
            r => r.Kind == run.Kind && r.ContentHash == run.ContentHash && r.ShopId == run.ShopId && r.Id < id && r.EndedAt != null && r.Error == null && !r.IsDryRun && r.UndoneAt == null, cancellation);
    }

    /// <summary>Notes how far it is; false when it is to stop.</summary>
    public Task<bool> StepAsync(long id, ImportResult result, TimeSpan lease, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(result);
        var until = store.Time.GetUtcNow().UtcDateTime + lease;
        return store.Writer.WriteAsync(
            async (db, token) => await db.ImportRuns.Where(r => r.Id == id && r.EndedAt == null && r.CancelledAt == null)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(r => r.Read, result.Read).SetProperty(r => r.Added, result.Added).SetProperty(r => r.Changed, result.Changed)
                        .SetProperty(r => r.Unchanged, result.Unchanged).SetProperty(r => r.ClaimedUntil, until),
                    token) == 1,
            cancellation);
    }

    /// <summary>Writes down what came of it, once.</summary>
    public async Task EndAsync(long? id, ImportResult result, long? shopId, IReadOnlyList<FieldError> errors, string? error, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(errors);
        if (id is not { } known) return;
        var details = new ImportDetails([.. result.UnknownAgents.Take(MostKept)], [.. result.FirstRejected.Take(MostKept)], errors);
        await store.Writer.WriteAsync(async (db, token) =>
        {
            var row = await db.ImportRuns.AsTracking().SingleAsync(r => r.Id == known, token);
            if (row.EndedAt is not null) return;
            (row.EndedAt, row.Error) = (Instants.Cut(store.Time.GetUtcNow().UtcDateTime), error ?? (errors.Count > 0 ? errors[0].Message : null));
            (row.Read, row.Added, row.Changed, row.Unchanged, row.Rejected) = (result.Read, result.Added, result.Changed, result.Unchanged, result.Rejected);
            row.LeftAlone = result.LeftAlone.Count == 0 ? null : JsonSerializer.Serialize(result.LeftAlone, JsonText.Options);
            row.Details = JsonText.Write(details);
            if (shopId is > 0) row.ShopId = shopId;
            await db.SaveChangesAsync(token);
        }, cancellation);
    }

    /// <summary>Reads what was kept; nothing of a run of before it was.</summary>
    public static ImportDetails DetailsOf(string? details) => details is null ? ImportDetails.None : JsonSerializer.Deserialize<ImportDetails>(details, JsonText.Options)!;

    private static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
    }
}
