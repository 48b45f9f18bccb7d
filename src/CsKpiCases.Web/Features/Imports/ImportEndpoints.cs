using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Imports.Reading;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>An import.</summary>
/// <param name="State"><c>running</c>, <c>done</c>, <c>refused</c>, <c>failed</c>, <c>cancelled</c>, <c>interrupted</c> or <c>undone</c>.</param>
/// <param name="By">Name of who asked for it; null: a command.</param>
/// <param name="FirstRejected">The first rows that were not taken.</param>
/// <param name="Errors">Why nothing was taken.</param>
public sealed record ImportAnswer(
    string Id, string Kind, string FileName, bool DryRun, ImportState State, string? By, DateTime StartedAt, DateTime? EndedAt, long Read, long Added, long Changed, long Unchanged, long Rejected,
    IReadOnlyList<string> UnknownAgents, IReadOnlyList<RejectedRow> FirstRejected, IReadOnlyList<ProblemError> Errors)
{
    public static ImportAnswer Of(ImportLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var run = line.Run;
        return new ImportAnswer(
            Ids.Text(run.Id), run.Kind, run.FileName, run.IsDryRun, line.State, line.By, run.StartedAt, run.EndedAt, run.Read, run.Added, run.Changed, run.Unchanged, run.Rejected,
            line.Details.UnknownAgents, line.Details.FirstRejected, [.. line.Details.Errors.Select(e => new ProblemError(e.Path, e.Code, e.Message))]);
    }
}

/// <summary>Asks that an import be undone.</summary>
/// <param name="Shop">Code of the shop; absent: the only one that you reach.</param>
public sealed record UndoRequest(string? Shop);

/// <summary>What an undoing came to.</summary>
/// <param name="Facts">Facts deleted and restored.</param>
public sealed record UndoAnswer(long Facts);

/// <summary><c>imports</c>: upload, list, one, undo.</summary>
public static class ImportEndpoints
{
    public static void MapImports(this IEndpointRouteBuilder api)
    {
        ArgumentNullException.ThrowIfNull(api);
        var limits = api.ServiceProvider.GetRequiredService<EvidenceSettings>();
        api.MapGet("/imports", ListAsync).Requires(ApiScope.Import, Right.Import)
            .Describes("listImports", "The imports of a shop", "Newest first.").Takes(ApiParameter.Query("shop", "Code of the shop; absent: the only one that you reach."), ApiParameter.Limit, ApiParameter.After)
            .Answers<Page<ImportAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest);

        api.MapGet("/imports/{id}", OneAsync).Requires(ApiScope.Import, Right.Import)
            .Describes("getImport", "An import", "Its counts move while it runs.").Takes(ApiParameter.Query("shop", "Code of the shop; absent: the only one that you reach."))
            .Answers<ImportAnswer>(StatusCodes.Status200OK).Refuses(ProblemCodes.NotFound);

        api.MapPost("/imports", UploadAsync).Requires(ApiScope.Import, Right.Import).WithMetadata(new RequestSizeLimitAttribute(limits.LargestForm), new ApiForm("file", "kind", "shop", "map", "saveMap", "dryRun"))
            .Describes("startImport", "Upload a file to be imported", $"multipart/form-data: file (CSV, XLSX or JSON), kind ({string.Join(", ", StartImport.Kinds)}), shop, map (JSON for cases and event-log; of other kinds lines theirs=ours for columns with names of their own; absent: the shop's saved one), saveMap (true: keep it for the shop and kind), dryRun (true). The import goes on after the answer; read it again for its state.")
            .Answers<ImportAnswer>(StatusCodes.Status202Accepted).Refuses(ProblemCodes.InvalidRequest, ProblemCodes.UnsupportedMediaType, ProblemCodes.TooLarge);

        api.MapPost("/imports/{id}/undo", UndoAsync).Requires(ApiScope.Import, Right.Import)
            .Describes("undoImport", "Undo an import of facts", "What it added goes, what it changed is as before. It stands where a later import changed one of its facts, or a published month counted one.")
            .Answers<UndoAnswer>(StatusCodes.Status200OK).Refuses(ProblemCodes.NotFound, ProblemCodes.ImportStands).Example("""{ "shop": "cotton" }""");
        api.MapImportedFacts();
    }

    private static async Task<IResult> ListAsync(HttpContext http, NamedShop named, ReadImports imports, CancellationToken cancellation)
    {
        var query = new QueryParameters(http.Request, "shop", "limit", "after");
        var (code, limit, after) = (query.Text("shop"), query.Limit(), query.Id("after"));
        query.Done();
        var shop = await named.FindAsync(http, code, cancellation);
        var lines = await imports.ListAsync(shop.Id, after, limit + 1, cancellation);
        return Results.Ok(new Page<ImportAnswer>([.. lines.Take(limit).Select(ImportAnswer.Of)], lines.Count > limit ? Ids.Text(lines[limit - 1].Run.Id) : null));
    }

    private static async Task<IResult> OneAsync(HttpContext http, string id, NamedShop named, ReadImports imports, CancellationToken cancellation)
    {
        var shop = await ShopAsync(http, named, cancellation);
        return Ids.TryRead(id, out var known) && await imports.FindAsync(shop.Id, known, cancellation) is { } line ? Results.Ok(ImportAnswer.Of(line)) : new Problem(ProblemCodes.NotFound, "The shop has no such import.");
    }

    private static async Task<IResult> UploadAsync(HttpContext http, NamedShop named, StartImport start, ReadImports imports, EvidenceSettings limits, CancellationToken cancellation)
    {
        var form = await FormAsync(http.Request, limits.LargestForm, cancellation);
        var shop = await named.FindAsync(http, form["shop"] is [{ Length: > 0 } code] ? code : null, cancellation);
        var file = form.Files["file"];
        await using var content = file?.OpenReadStream();
        bool Asks(string field) => string.Equals(form[field], "true", StringComparison.OrdinalIgnoreCase);
        var started = await start.RunAsync(shop, new UploadedImport(form["kind"], file?.FileName ?? "", content, form["map"], Asks("dryRun"), Asks("saveMap")), http.SignedIn().AccountId, cancellation);
        if (started.RunId is not { } id) throw new ProblemException(Problem.Invalid([.. started.Errors.Select(e => new ProblemError(e.Path, e.Code, e.Message))]));
        var line = await imports.FindAsync(shop.Id, id, cancellation);
        return Results.Accepted($"{ApiPath.Prefix}/imports/{Ids.Text(id)}", ImportAnswer.Of(line!));
    }

    private static async Task<IResult> UndoAsync(HttpContext http, string id, ApiBody<UndoRequest> body, NamedShop named, UndoImport undo, CancellationToken cancellation)
    {
        var shop = await named.FindAsync(http, body.Value.Shop, cancellation);
        var outcome = Ids.TryRead(id, out var known) ? await undo.RunAsync(shop, known, http.SignedIn().AccountId, cancellation) : new UndoOutcome.NotFound();
        return outcome switch
        {
            UndoOutcome.Done done => Results.Ok(new UndoAnswer(done.Facts)),
            UndoOutcome.Refused refused => new Problem(ProblemCodes.ImportStands, Why(refused)),
            _ => new Problem(ProblemCodes.NotFound, "The shop has no such import."),
        };
    }

    private static string Why(UndoOutcome.Refused refused) => refused.Code switch
    {
        "changed_later" => $"Import {Ids.Text(refused.LaterRunId!.Value)} ({refused.LaterFile}) changed the same facts later: undo that one first.",
        "published" => $"The published month {refused.Month} counted its facts.",
        "in_use" => "Some of its chats were drawn for a check.",
        "running" => "It still runs.",
        "undone_before" => "It was undone before.",
        _ => "This kind cannot be undone.",
    };

    private static async Task<Shop> ShopAsync(HttpContext http, NamedShop named, CancellationToken cancellation)
    {
        var query = new QueryParameters(http.Request, "shop");
        var code = query.Text("shop");
        query.Done();
        return await named.FindAsync(http, code, cancellation);
    }

    private static async Task<IFormCollection> FormAsync(HttpRequest request, long most, CancellationToken cancellation)
    {
        if (!request.HasFormContentType || request.ContentType!.StartsWith("application/x-www", StringComparison.OrdinalIgnoreCase)) throw new ProblemException(new Problem(ProblemCodes.UnsupportedMediaType));
        try
        {
            return await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = most, ValueCountLimit = 8, ValueLengthLimit = StartImport.LongestMap, MultipartHeadersCountLimit = 8 }, cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new ProblemException(Problem.Invalid("", FieldCodes.WrongType, "The form cannot be read, or is too large."));
        }
    }
}
