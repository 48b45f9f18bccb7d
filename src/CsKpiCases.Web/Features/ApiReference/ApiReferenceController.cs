using CsKpiCases.Web.Hosting.Api;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.ApiReference;

/// <summary>The readable reference of the API.</summary>
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class ApiReferenceController(ApiDocument document) : Controller
{
    [HttpGet(ApiPath.Reference)]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(ApiReferencePage.Of((await document.GetAsync(cancellation)).Document));
}
