using System.Security.Cryptography;
using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Imports.AfterSales;
using CsKpiCases.Web.Features.Imports.Reading;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Imports a file of one kind: checks what was asked, reads, and records the run with its counts.</summary>
public sealed class ImportFile(ImportStore store)
{
    /// <summary>What can be imported.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["cases", "orders", "chats", "ratings", "deadlines", "platform-after-sales", "event-log", "policies", "calendars"];

    public async Task<ImportOutcome> RunAsync(ImportRequest request, IProgress<ImportResult>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var errors = new FieldErrors();
        var map = ReadMap(request, errors);
        var policy = await PolicyAsync(map, errors, cancellation);
        var code = request.Shop ?? map?.Shop;
        if (request.Kind is not ("policies" or "calendars")) CheckShop(code, errors);
        if (errors.Count > 0) return new ImportOutcome.Refused(errors.All);

        var result = new ImportResult { Kind = request.Kind, Shop = code, DryRun = request.IsDryRun };
        var run = await BeginAsync(request, result, code, cancellation);
        await using var rejected = new RejectedRows(request.RejectedPath);
        try
        {
            var session = new ImportSession(request, await ShopAsync(request, result, code, cancellation), store, rejected, result, progress);
            await ReadAsync(session, map, policy, cancellation);
            (result.Rejected, result.FirstRejected, result.RejectedFile) = (rejected.Count, rejected.First, rejected.Path);
            var refused = session.Errors.Count > 0;
            await EndAsync(run, result, session.Shop.Id, refused ? session.Errors.All[0].Message : null, cancellation);
            return refused ? new ImportOutcome.Refused(session.Errors.All) : new ImportOutcome.Done(result);
        }
        catch (UnreadableFileException e)
        {
            await EndAsync(run, result, null, e.Message, CancellationToken.None);
            return new ImportOutcome.Refused([new FieldError("file", "unreadable_file", e.Message)]);
        }
        catch (Exception e)
        {
            result.Rejected = rejected.Count;
            await EndAsync(run, result, null, e.Message, CancellationToken.None);
            throw;
        }
    }

    private static async Task ReadAsync(ImportSession session, ImportMap? map, Policy? policy, CancellationToken cancellation)
    {
        var request = session.Request;
        if (request.Kind is "policies" or "calendars")
        {
            await new ImportPolicies(session).RunAsync(request.Kind == "policies", cancellation);
            return;
        }

        await using var table = await TableReader.OpenAsync(request.Path, map?.Delimiter, cancellation);
        await (request.Kind switch
        {
            "event-log" => new ImportEventLog(session, map!, policy).RunAsync(table, cancellation),
            "cases" => new ImportCaseList(session, map!, policy).RunAsync(table, cancellation),
            "orders" => new ImportOrders(session).RunAsync(table, cancellation),
            "ratings" => new ImportRatings(session).RunAsync(table, cancellation),
            "platform-after-sales" => new ImportAfterSales(session).RunAsync(table, cancellation),
            "deadlines" => new ImportDeadlines(session).RunAsync(table, cancellation),
            _ => new ImportChats(session).RunAsync(table, cancellation),
        });
    }

    private static ImportMap? ReadMap(ImportRequest request, FieldErrors errors)
    {
        if (!Kinds.Contains(request.Kind)) errors.Add("kind", "unknown_kind", $"Kinds are {string.Join(", ", Kinds)}.");
        if (request.Until is not null && request.Kind != "event-log") errors.Add("until", "not_for_this_kind", "Only an event log can be taken as it stood.");
        if (request.Kind is not ("event-log" or "cases"))
        {
            if (request.Map is not null) errors.Add("map", "not_for_this_kind", "This kind takes no map.");
            return null;
        }

        if (request.Map is null)
        {
            errors.Add("map", SlaErrorCodes.Required, "This kind needs a map.");
            return null;
        }

        return request.Kind == "event-log" ? ImportMapFile.OfEventLog(request.Map, errors) : ImportMapFile.OfCases(request.Map, errors);
    }

    private async Task<Policy?> PolicyAsync(ImportMap? map, FieldErrors errors, CancellationToken cancellation)
    {
        if (map?.Policy is not { } name) return null;
        var policy = (await store.Policies.ReadAsync(cancellation)).FindByName(name);
        if (policy is null) errors.Add("policy", "unknown_policy", $"There is no policy '{name}': import it first.");
        return policy;
    }

    private static void CheckShop(string? code, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(code)) errors.Add("shop", SlaErrorCodes.Required, "Say which shop.");
        else if (code.Length > 40 || code.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))) errors.Add("shop", "invalid_value", "A shop's code has at most 40 characters and no blanks.");
    }

    private async Task<Shop> ShopAsync(ImportRequest request, ImportResult result, string? code, CancellationToken cancellation)
    {
        if (request.Kind is "policies" or "calendars") return new Shop();
        await using var db = await store.Contexts.CreateDbContextAsync(cancellation);
        if (await db.Shops.AsNoTracking().FirstOrDefaultAsync(s => s.Code == code, cancellation) is { } known) return known;
        var shop = new Shop { Code = code!, Name = code!, CreatedAt = Instants.Cut(store.Time.GetUtcNow().UtcDateTime) };
        if (request.IsDryRun)
        {
            result.Remarks.Add($"The shop '{code}' does not exist; it would be created (zone {shop.TimeZone}).");
            return shop;
        }

        shop.Id = store.Ids.Next();
        await store.Writer.WriteAsync(async (write, token) =>
        {
            write.Add(shop);
            await write.SaveChangesAsync(token);
        }, cancellation);
        result.Remarks.Add($"The shop '{code}' did not exist; it was created (zone {shop.TimeZone}).");
        return shop;
    }

    private async Task<ImportRun?> BeginAsync(ImportRequest request, ImportResult result, string? code, CancellationToken cancellation)
    {
        if (request.IsDryRun) return null;
        await using var stream = File.OpenRead(request.Path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
        var run = new ImportRun
        {
            Id = store.Ids.Next(), Kind = request.Kind, FileName = ClippedText.EndOf(request.FileName, 260),
            ContentHash = hash, StartedAt = Instants.Cut(store.Time.GetUtcNow().UtcDateTime), ById = request.ById,
        };
        await store.Writer.WriteAsync(async (db, token) =>
        {
            run.ShopId = await db.Shops.Where(s => s.Code == code).Select(s => (long?)s.Id).FirstOrDefaultAsync(token);
            db.Add(run);
            await db.SaveChangesAsync(token);
            if (await db.ImportRuns.AnyAsync(r => r.Kind == run.Kind && r.ContentHash == hash && r.ShopId == run.ShopId && r.Id < run.Id && r.EndedAt != null && r.Error == null, token)
                && result.Remarks.Count == 0)
            {
                result.Remarks.Add("The same file was imported before.");
            }
        }, cancellation);
        return run;
    }

    private async Task EndAsync(ImportRun? run, ImportResult result, long? shopId, string? error, CancellationToken cancellation)
    {
        if (run is null) return;
        await store.Writer.WriteAsync(async (db, token) =>
        {
            var row = await db.ImportRuns.AsTracking().SingleAsync(r => r.Id == run.Id, token);
            (row.EndedAt, row.Error) = (Instants.Cut(store.Time.GetUtcNow().UtcDateTime), error);
            (row.Read, row.Added, row.Changed, row.Unchanged, row.Rejected) = (result.Read, result.Added, result.Changed, result.Unchanged, result.Rejected);
            row.LeftAlone = result.LeftAlone.Count == 0 ? null : JsonSerializer.Serialize(result.LeftAlone, JsonText.Options);
            if (shopId is > 0) row.ShopId = shopId;
            await db.SaveChangesAsync(token);
        }, cancellation);
    }
}
