using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Api;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>A photo, video or document of a case.</summary>
/// <param name="ContentHash">SHA-256 of the bytes, lower-case hex.</param>
/// <param name="ContentType">By its content.</param>
/// <param name="UploadedBy">Null where it was no person of ours: <paramref name="UploadedByKind"/>.</param>
/// <param name="UploadedByKind"><c>person</c>, <c>buyer</c>, <c>import</c> …; null for what came before that was kept.</param>
/// <param name="IsFlagged">The same picture was found on another case of the shop.</param>
public sealed record EvidenceAnswer(
    string Id, string FileName, string ContentType, long SizeBytes, string ContentHash, DateTime UploadedAt, Person? UploadedBy, ActorKind? UploadedByKind, bool IsFlagged);

/// <summary>The photos, videos and documents of a case.</summary>
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

    /// <summary>What one of the case is called when it leaves the store.</summary>
    public async Task<string> NameAsync(FoundCase found, Evidence evidence, string number, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(evidence);
        var facts = await db.Cases.AsNoTracking().Where(c => c.Id == found.Id).Select(c => new
        {
            Buyer = db.Buyers.Where(b => b.Id == c.BuyerId).Select(b => b.PlatformBuyerId).FirstOrDefault(),
            Sequence = db.Evidence.Count(e => e.CaseId == c.Id && e.Id <= evidence.Id),
        }).SingleAsync(cancellation);
        return EvidenceName.Of(facts.Buyer, number, facts.Sequence, evidence.ContentType);
    }

    private static EvidenceAnswer Of(Evidence e, IReadOnlyDictionary<long, string> people) => new(
        Ids.Text(e.Id), e.FileName, e.ContentType, e.SizeBytes, e.ContentHash, e.UploadedAt, ShowCase.One(people, e.UploadedById),
        e.UploadedByKind == 0 ? null : e.UploadedByKind, e.IsFlagged);
}

/// <summary><c>cases/{no}/evidence</c>.</summary>
internal static class EvidenceEndpoints
{
    private const long AroundTheFile = 64 * 1024;

    public static void MapEvidence(this IEndpointRouteBuilder api)
    {
        var limits = api.ServiceProvider.GetRequiredService<EvidenceSettings>();
        api.MapGet("/cases/{no}/evidence", ListAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("listEvidence", "The evidence of a case", "Photos, videos and documents, oldest first.")
            .Answers<Page<EvidenceAnswer>>(StatusCodes.Status200OK).Refuses(ProblemCodes.NotFound);

        api.MapGet("/cases/{no}/evidence/{id}/content", ContentAsync).Requires(ApiScope.Read, Right.ReadCases)
            .Describes("downloadEvidence", "The bytes of a piece of evidence", "As an attachment, named by the buyer's ID, the case and its place among its evidence; parts of it by range.")
            .AnswersBytes().Refuses(ProblemCodes.NotFound);

        api.MapPost("/cases/{no}/evidence", UploadAsync).Requires(ApiScope.Cases, Right.WorkCases)
            .WithMetadata(new RequestSizeLimitAttribute(limits.LargestFileBytes + AroundTheFile), new ApiForm("file", "note"))
            .Describes("attachEvidence", "Attach a photo, video or document",
                $"multipart/form-data with one part named file (by its content JPEG, PNG, GIF, WebP or PDF of at most 20 MB, or MP4, MOV or WebM of at most {limits.VideoMegabytes} MB) and, if need be, note.")
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
            : Results.Stream(content, evidence!.ContentType, await list.NameAsync(found, evidence, no, cancellation), enableRangeProcessing: true);
    }

    private static async Task<IResult> UploadAsync(
        HttpContext http, string no, FindCase find, TakeEvidence take, EvidenceSettings limits, ChangeCase change, CancellationToken cancellation)
    {
        var found = await find.ByNumberAsync(http, no, cancellation);
        await change.MayChangeAsync(http, found, cancellation); // before the file is taken
        var (file, note) = await PartsAsync(http.Request, limits, cancellation);
        await using var content = file.OpenReadStream();
        var (stored, fault) = await take.RunAsync(file.FileName, content, cancellation);
        if (stored is null) throw new ProblemException(Faulty(fault));
        var act = stored with { Note = note };
        var asked = new { act.ContentHash, act.FileName, act.Note };
        return await change.RunAsync(
            http, found, asked, act, (say, _, token) => say.Evidence.ByHashAsync(found, stored.ContentHash, token), cancellation, StatusCodes.Status201Created);
    }

    private static Problem Faulty(FileFault? fault) => fault switch
    {
        FileFault.TooLarge or FileFault.VideoTooLarge => new Problem(ProblemCodes.TooLarge),
        FileFault.Empty => Problem.Invalid("file", FieldCodes.EmptyFile, "The file is empty."),
        _ => Problem.Invalid("file", FieldCodes.FileTypeNotAllowed, "JPEG, PNG, GIF, WebP, PDF, MP4, MOV or WebM, by its content."),
    };

    private static async Task<(IFormFile File, string? Note)> PartsAsync(HttpRequest request, EvidenceSettings limits, CancellationToken cancellation)
    {
        if (!request.HasFormContentType || request.ContentType!.StartsWith("application/x-www", StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(new Problem(ProblemCodes.UnsupportedMediaType));
        }

        var limit = new FormOptions { MultipartBodyLengthLimit = limits.LargestFileBytes + AroundTheFile, ValueCountLimit = 4, ValueLengthLimit = 16 * 1024, MultipartHeadersCountLimit = 8 };
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(limit, cancellation);
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
