using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports.AfterSales;
using CsKpiCases.Web.Features.Imports.Reading;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Imports a file of one kind: checks what was asked, reads, and records the run with its counts.</summary>
public sealed class ImportFile(ImportStore store, ImportRuns runs, SavedMaps saved)
{
    /// <summary>What can be imported.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["cases", "orders", "chats", "ratings", "shipments", "attendance", "shop-figures", "deadlines", "platform-after-sales", "event-log", "policies", "calendars"];

    public async Task<ImportOutcome> RunAsync(ImportRequest request, IProgress<ImportResult>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var errors = new FieldErrors();
        var kept = request.Map is null && request.Shop is not null ? await saved.FindAsync(request.Shop, request.Kind, cancellation) : null;
        if (request is { SavesMap: true, Map: null }) errors.Add("map", SlaErrorCodes.Required, "There is no map to save.");
        var (map, columns) = ReadMap(request, kept, errors);
        var policy = await PolicyAsync(map, errors, cancellation);
        var code = request.Shop ?? map?.Shop;
        if (request.Kind is not ("policies" or "calendars")) CheckShop(code, errors);
        var result = new ImportResult { Kind = request.Kind, Shop = code, DryRun = request.IsDryRun };
        if (errors.Count > 0)
        {
            if (request.RunId is { } refusedRun) await runs.EndAsync(refusedRun, result, null, errors.All, null, CancellationToken.None);
            return new ImportOutcome.Refused(errors.All);
        }

        var run = request.RunId ?? (request.IsDryRun ? null : (await runs.BeginAsync(request, code, ImportRuns.Unattended, cancellation)).Id);
        result.RunId = run;
        await using var rejected = new RejectedRows(request.RejectedPath);
        try
        {
            if (run is { } known && await runs.IsRepeatedAsync(known, cancellation)) result.Remarks.Add("The same file was imported before.");
            var session = new ImportSession(request, await ShopAsync(request, result, code, cancellation), store, rejected, result, progress) { RunId = request.IsDryRun ? null : run, Columns = columns };
            if (kept is not null) result.Remarks.Add("The shop's saved map was used.");
            // the counts are looked at from here on, while rows are still only read
            session.Report();
            await ReadAsync(session, map, policy, cancellation);
            if (request is { SavesMap: true, Map: { } text } && session is { Errors.Count: 0, Shop.Id: > 0 }) await saved.SaveAsync(session.Shop.Id, request.Kind, text, request.ById, cancellation);
            (result.Rejected, result.FirstRejected, result.RejectedFile) = (rejected.Count, rejected.First, rejected.Path);
            await runs.EndAsync(run, result, session.Shop.Id, session.Errors.All, null, cancellation);
            return session.Errors.Count > 0 ? new ImportOutcome.Refused(session.Errors.All) : new ImportOutcome.Done(result);
        }
        catch (UnreadableFileException e)
        {
            var unreadable = new FieldError("file", "unreadable_file", e.Message);
            await runs.EndAsync(run, result, null, [unreadable], null, CancellationToken.None);
            return new ImportOutcome.Refused([unreadable]);
        }
        catch (Exception e)
        {
            (result.Rejected, result.FirstRejected) = (rejected.Count, rejected.First);
            await runs.EndAsync(run, result, null, [], e is OperationCanceledException ? ImportRuns.Stopped : e.Message, CancellationToken.None);
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
            "shipments" => new ImportShipments(session).RunAsync(table, cancellation),
            "attendance" => new ImportAttendance(session).RunAsync(table, cancellation),
            "shop-figures" => new ImportShopFigures(session).RunAsync(table, cancellation),
            "platform-after-sales" => new ImportAfterSales(session).RunAsync(table, cancellation),
            "deadlines" => new ImportDeadlines(session).RunAsync(table, cancellation),
            _ => new ImportChats(session).RunAsync(table, cancellation),
        });
    }

    private static (ImportMap? Map, ColumnMap? Columns) ReadMap(ImportRequest request, string? kept, FieldErrors errors)
    {
        if (!Kinds.Contains(request.Kind)) errors.Add("kind", "unknown_kind", $"Kinds are {string.Join(", ", Kinds)}.");
        if (request.Until is not null && request.Kind != "event-log") errors.Add("until", "not_for_this_kind", "Only an event log can be taken as it stood.");
        var text = request.Map ?? kept;
        switch (request.Kind)
        {
            case "policies" or "calendars":
                if (request.Map is not null) errors.Add("map", "not_for_this_kind", "This kind takes no map.");
                return (null, null);
            case "event-log" or "cases" when text is null:
                errors.Add("map", SlaErrorCodes.Required, "This kind needs a map.");
                return (null, null);
            case "event-log" or "cases":
                return (request.Kind == "event-log" ? ImportMapFile.OfEventLog(text, errors) : ImportMapFile.OfCases(text, errors), null);
            default:
                return (null, text is null ? null : ColumnMap.Read(text, request.Map is null, errors));
        }
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
}
