using System.Text;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>Policies as files: the same format as the commands' (surface.md, "Policies are files too").</summary>
[RequireRight(Right.ReadReports)]
public sealed class PolicyFilesController(PolicyBook book, ImportPolicyFile import, Texts texts) : Controller
{
    private const string MediaType = "application/json";

    [HttpGet("/sla/export-policies")]
    public async Task<IActionResult> ExportAll(CancellationToken cancellation) =>
        File(Encoding.UTF8.GetBytes((await book.ReadAsync(cancellation)).PolicyFileText()), MediaType, "policies.json");

    [HttpGet("/sla/policies/{name}/export")]
    public async Task<IActionResult> Export([FromRoute] string name, CancellationToken cancellation) =>
        (await book.ReadAsync(cancellation)).FindByName(name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)) is { } policy ? File(Encoding.UTF8.GetBytes(PolicyFile.Format([policy])), MediaType, name + ".json") : NotFound();

    [HttpGet("/sla/import-policies")]
    [RequireRight(Right.EditPolicies)]
    public IActionResult Import() => View(new PolicyFilePreview("", 0, [], FieldFaults.None, 0));

    [HttpPost("/sla/import-policies")]
    [RequireRight(Right.EditPolicies)]
    public async Task<IActionResult> Preview(IFormFile? file, string? document, CancellationToken cancellation)
    {
        var text = file is null ? document ?? "" : await ReadAsync(file, cancellation);
        if (text is null) return Refused(new PolicyFilePreview("", 0, [], new FieldFaults([new FieldError("", "file_too_large", "At most 1 MB here.")]), 0));
        var preview = await import.PreviewAsync(text, HttpContext.SignedIn(), cancellation);
        return preview.Faults.Any ? Refused(preview) : View("Import", preview);
    }

    [HttpPost("/sla/import-policies/save")]
    [RequireRight(Right.EditPolicies)]
    public async Task<IActionResult> Save(string? document, int seen, CancellationToken cancellation)
    {
        var (published, refused) = await import.SaveAsync(document ?? "", seen, HttpContext.SignedIn(), cancellation);
        if (refused is { IsOutOfReach: true }) return StatusCode(StatusCodes.Status403Forbidden);
        if (refused is not null) return Refused(refused);
        this.Flash(new Flash(texts["policies.imported", published!.Added.Count, published.Changed.Count, published.Unchanged.Count]));
        return LocalRedirect("/sla/policies");
    }

    private ViewResult Refused(PolicyFilePreview preview)
    {
        Response.StatusCode = preview.IsStale ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return View("Import", preview);
    }

    private static async Task<string?> ReadAsync(IFormFile file, CancellationToken cancellation)
    {
        if (file.Length > ImportPolicyFile.LargestFile) return null;
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation);
    }
}
