using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Imports.Reading;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>What came of an import.</summary>
public sealed record ImportAnswer
{
    public required string Kind { get; init; }
    public required string Shop { get; init; }

    /// <summary>Nothing was changed: it says what would happen.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Rows read.</summary>
    public required long Read { get; init; }

    /// <summary>Records that the rows make up.</summary>
    public required long Added { get; init; }
    public required long Changed { get; init; }
    public required long Unchanged { get; init; }

    /// <summary>Rows rejected.</summary>
    public required long Rejected { get; init; }

    /// <summary>Numbers of cases that the file would have moved, and that refused.</summary>
    public required IReadOnlyList<string> LeftAlone { get; init; }
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>The first of the rejected rows.</summary>
    public required IReadOnlyList<RejectedRow> FirstRejected { get; init; }

    internal static ImportAnswer Of(ImportResult result, string shop) => new()
    {
        Kind = result.Kind, Shop = shop, DryRun = result.DryRun, Read = result.Read, Added = result.Added, Changed = result.Changed, Unchanged = result.Unchanged,
        Rejected = result.Rejected, LeftAlone = result.LeftAlone, Remarks = result.Remarks, FirstRejected = result.FirstRejected,
    };
}

/// <summary><c>imports</c>: a shop's file, taken while the request lasts.</summary>
internal static class ImportEndpoints
{
    private const long LargestFile = 50L * 1024 * 1024;
    private const long AroundTheFile = 1024 * 1024;

    private static readonly string[] Parts = ["kind", "shop", "map", "dryRun"];
    private static readonly string[] Endings = [".csv", ".xlsx", ".json"];

    public static void MapImports(this IEndpointRouteBuilder api) =>
        api.MapPost("/imports", TakeAsync).Requires(ApiScope.Import, Right.Import)
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile + AroundTheFile), new ApiForm("file", Parts))
            .Describes("importFile", "Import a file",
                $"multipart/form-data with one part named file (CSV, XLSX or JSON by its name, at most 50 MB) and kind, one of {string.Join(", ", Kinds)}; shop, its code, may be left out by somebody who works in one alone; map for the kinds that need one; dryRun true changes nothing. The same file again changes nothing.")
            .Answers<ImportAnswer>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest, ProblemCodes.UnsupportedMediaType, ProblemCodes.TooLarge);

    /// <summary>Policies and calendars are the installation's, and have their own way.</summary>
    private static IEnumerable<string> Kinds => ImportFile.Kinds.Where(k => k is not ("policies" or "calendars"));

    private static async Task<IResult> TakeAsync(HttpContext http, NamedShop shops, ImportFile import, CancellationToken cancellation)
    {
        var (file, form) = await FormAsync(http.Request, cancellation);
        var shop = await shops.FindAsync(http, Text(form, "shop"), cancellation);
        var path = Path.Combine(Path.GetTempPath(), $"cases-import-{Guid.NewGuid():N}{Path.GetExtension(file.FileName).ToLowerInvariant()}");
        try
        {
            await using (var copy = File.Create(path)) await file.CopyToAsync(copy, cancellation);
            var request = new ImportRequest(Text(form, "kind")!, path)
            {
                FileName = Path.GetFileName(file.FileName), Shop = shop.Code, Map = Text(form, "map"), IsDryRun = Text(form, "dryRun") == "true", ById = http.SignedIn().AccountId,
            };
            return await import.RunAsync(request, null, cancellation) switch
            {
                ImportOutcome.Refused refused => throw new ProblemException(Problem.Invalid([.. refused.Errors.Select(e => new ProblemError(e.Path, e.Code, e.Message))])),
                var done => Results.Ok(ImportAnswer.Of(((ImportOutcome.Done)done).Result, shop.Code)),
            };
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<(IFormFile File, IFormCollection Form)> FormAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasFormContentType || request.ContentType!.StartsWith("application/x-www", StringComparison.OrdinalIgnoreCase)) throw new ProblemException(new Problem(ProblemCodes.UnsupportedMediaType));
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = LargestFile + AroundTheFile, ValueCountLimit = 8, ValueLengthLimit = (int)AroundTheFile, MultipartHeadersCountLimit = 8 }, cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new ProblemException(Problem.Invalid("", FieldCodes.WrongType, "The form cannot be read, or is too large."));
        }

        var errors = form.Keys.Except(Parts).Concat(form.Files.Select(f => f.Name).Where(n => n != "file")).Select(k => new ProblemError(k, FieldCodes.UnknownProperty, "This part does not exist here.")).ToList();
        if (form.Files.Count(f => f.Name == "file") != 1) errors.Add(new ProblemError("file", FieldCodes.Required, "Exactly one part named file."));
        else if (!Endings.Contains(Path.GetExtension(form.Files["file"]!.FileName).ToLowerInvariant())) errors.Add(new ProblemError("file", FieldCodes.FileTypeNotAllowed, "CSV, XLSX or JSON, by its name."));
        if (!Kinds.Contains(Text(form, "kind"))) errors.Add(new ProblemError("kind", FieldCodes.UnknownValue, $"One of {string.Join(", ", Kinds)}."));
        if (Text(form, "dryRun") is not (null or "true" or "false")) errors.Add(new ProblemError("dryRun", FieldCodes.UnknownValue, "true or false."));
        return errors.Count == 0 ? (form.Files["file"]!, form) : throw new ProblemException(Problem.Invalid(errors));
    }

    private static string? Text(IFormCollection form, string part) => string.IsNullOrWhiteSpace(form[part]) ? null : form[part].ToString().Trim();
}
