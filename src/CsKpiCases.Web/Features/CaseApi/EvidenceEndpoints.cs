using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Api;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>A photo or document of a case.</summary>
/// <param name="ContentHash">SHA-256 of the bytes, lower-case hex.</param>
/// <param name="ContentType">By its content.</param>
public sealed record EvidenceAnswer(string Id, string FileName, string ContentType, long SizeBytes, string ContentHash, DateTime UploadedAt, Person? UploadedBy);

/// <summary>The photos and documents of a case.</summary>
public sealed class ListEvidence(CasesDbContext db, ShowCase show)
{
    public async Task<Page<EvidenceAnswer>> RunAsync(FoundCase found, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        var rows = await db.Evidence.AsNoTracking().Where(e => e.CaseId == found.Id).OrderBy(e => e.Id).ToListAsync(cancellation);
        var people = await show.PeopleAsync(rows.Select(e => e.UploadedById), cancellation);
        return new Page<EvidenceAnswer>([.. rows.Select(e => Of(e, people))]);
    }

    public async Task<EvidenceAnswer> ByHashAsync(FoundCase found, string hash, CancellationToken cancellation) =>
        (await RunAsync(found, cancellation)).Items.Single(e => e.ContentHash == hash);

    /// <summary>One of the case; null when it has none of that id.</summary>
    public async Task<Evidence?> OneAsync(FoundCase found, string id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        return Ids.TryRead(id, out var known) ? await db.Evidence.AsNoTracking().SingleOrDefaultAsync(e => e.Id == known && e.CaseId == found.Id, cancellation) : null;
    }

    private static EvidenceAnswer Of(Evidence e, IReadOnlyDictionary<long, string> people) =>
        new(Ids.Text(e.Id), e.FileName, e.ContentType, e.SizeBytes, e.ContentHash, e.UploadedAt, ShowCase.One(people, e.UploadedById));
}

/// <summary><c>cases/{no}/evidence</c>.</summary>
internal static class EvidenceEndpoints
{
    private const long LargestForm = EvidenceFiles.LargestBytes + (64 * 1024);
    private static readonly FormOptions Form = new() { MultipartBodyLengthLimit = LargestForm, ValueCountLimit = 4, ValueLengthLimit = 16 * 1024, MultipartHeadersCountLimit = 8 };

    public static void MapEvidence(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{no}/evidence", ListAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("listEvidence", "The evidence of a case", "Photos and documents, oldest first.")
            .Answers<Page<EvidenceAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.NotFound);

        api.MapGet("/cases/{no}/evidence/{id}/content", ContentAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("downloadEvidence", "The bytes of a piece of evidence", "As an attachment.")
            .AnswersBytes().Refuses(ProblemCodes.NotFound);

        api.MapPost("/cases/{no}/evidence", UploadAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .WithMetadata(new RequestSizeLimitAttribute(LargestForm), new ApiForm("file", "note"))
            .Describes("attachEvidence", "Attach a photo or document", "multipart/form-data with one part named file (JPEG, PNG, GIF, WebP or PDF by its content, at most 20 MB) and, if need be, note.")
            .Takes(ApiParameter.IfMatch, ApiParameter.IdempotencyKey).Answers<EvidenceAnswer>(StatusCodes.Status201Created).Changes();
    }

    private static async Task<IResult> ListAsync(HttpContext http, string no, FindCase find, ListEvidence list, CancellationToken cancellation) =>
        Results.Ok(await list.RunAsync(await find.ByNumberAsync(http, no, cancellation), cancellation));

    private static async Task<IResult> ContentAsync(
        HttpContext http, string no, string id, FindCase find, ListEvidence list, EvidenceFiles files, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        var evidence = await list.OneAsync(found, id, cancellation);
        var content = evidence is null ? null : files.Open(evidence.ContentHash);
        return content is null
            ? new Problem(ProblemCodes.NotFound, "The case has no such evidence.")
            : Results.Stream(content, evidence!.ContentType, evidence.FileName);
    }

    private static async Task<IResult> UploadAsync(
        HttpContext http, string no, FindCase find, EvidenceFiles files, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        await change.MayChangeAsync(http, found, cancellation); // before the file is taken
        var (file, note) = await PartsAsync(http.Request, cancellation);
        await using var content = file.OpenReadStream();
        var (stored, fault) = await files.StoreAsync(content, cancellation);
        if (stored is null) throw new ProblemException(Faulty(fault));
        var act = new AttachEvidence(stored.ContentHash, EvidenceFiles.CleanName(file.FileName), stored.ContentType, stored.SizeBytes) { Note = note };
        var asked = new { act.ContentHash, act.FileName, act.Note };
        return await change.RunAsync(
            http, found, asked, act, (say, _, token) => say.Evidence.ByHashAsync(found, stored.ContentHash, token), cancellation, StatusCodes.Status201Created);
    }

    private static Problem Faulty(FileFault? fault) => fault switch
    {
        FileFault.TooLarge => new Problem(ProblemCodes.TooLarge),
        FileFault.Empty => Problem.Invalid("file", FieldCodes.EmptyFile, "The file is empty."),
        _ => Problem.Invalid("file", FieldCodes.FileTypeNotAllowed, "JPEG, PNG, GIF, WebP or PDF, by its content."),
    };

    private static async Task<(IFormFile File, string? Note)> PartsAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasFormContentType || request.ContentType!.StartsWith("application/x-www", StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(new Problem(ProblemCodes.UnsupportedMediaType));
        }

        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(Form, cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new ProblemException(Problem.Invalid("", FieldCodes.WrongType, "The form cannot be read, or is too large."));
        }

        string? note = form["note"];
        var errors = form.Keys.Where(k => k != "note").Select(k => new ProblemError(k, FieldCodes.UnknownProperty, "This part does not exist here."))
            .Concat(form.Files.Where(f => f.Name != "file").Select(f => new ProblemError(f.Name, FieldCodes.UnknownProperty, "This part does not exist here."))).ToList();
        if (form.Files.Count(f => f.Name == "file") != 1) errors.Add(new ProblemError("file", FieldCodes.Required, "Exactly one part named file."));
        if (note?.Contains('\0', StringComparison.Ordinal) == true) errors.Add(new ProblemError("note", FieldCodes.InvalidText, "A text holds a NUL."));
        return errors.Count == 0 ? (form.Files["file"]!, note) : throw new ProblemException(Problem.Invalid(errors));
    }
}
