using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.BuyerPage;

/// <summary>The buyer's page of his case, by his link alone.</summary>
[AllowAnonymous]
[ForBuyers]
public sealed class BuyerPageController(FindVisit visits, ActAsBuyer acts, EvidenceFiles files, Thumbnails thumbnails, PageZone zone, Texts texts) : Controller
{
    private static readonly Dictionary<string, string> NoFaults = [];

    [HttpGet("/b/{token}")]
    public async Task<IActionResult> Index(string token, CancellationToken cancellation)
    {
        var (visit, status) = await visits.ByTokenAsync(token, cancellation);
        if (visit is null) return ForBuyersAttribute.Closed(HttpContext, status);
        await visits.CountAsync(token, cancellation);
        return Page(visit, NoFaults, new BuyerForm());
    }

    [HttpPost("/b/{token}/message")]
    [TakesFiles(OfBuyer = true)]
    public Task<IActionResult> Message(string token, BuyerForm form, List<IFormFile>? photos, CancellationToken cancellation) =>
        ActAsync(token, form, visit => acts.SendAsync(visit, form, photos ?? [], cancellation), "buyer.sent", cancellation);

    [HttpPost("/b/{token}/choice")]
    public Task<IActionResult> Choice(string token, BuyerForm form, CancellationToken cancellation) =>
        ActAsync(token, form, visit => acts.FireAsync(visit, form, cancellation), "buyer.done", cancellation);

    [HttpPost("/b/{token}/tracking")]
    public Task<IActionResult> Tracking(string token, BuyerForm form, CancellationToken cancellation) =>
        ActAsync(token, form, visit => acts.TrackAsync(visit, form, cancellation), "buyer.done", cancellation);

    [HttpPost("/b/{token}/rating")]
    public Task<IActionResult> Rating(string token, BuyerForm form, CancellationToken cancellation) =>
        ActAsync(token, form, visit => acts.RateAsync(visit, form, cancellation), "buyer.rated", cancellation);

    [HttpGet("/b/{token}/files/{id:long}")]
    public async Task<IActionResult> File(string token, long id, CancellationToken cancellation) =>
        await visits.FileAsync(token, id, cancellation) is { } file && files.Open(file.ContentHash) is { } content
            ? new StrangersFile(content, file.ContentType, file.ContentHash, file.FileName, IsDownload: false)
            : NotFound();

    [HttpGet("/b/{token}/files/{id:long}/thumbnail")]
    public async Task<IActionResult> Thumbnail(string token, long id, CancellationToken cancellation)
    {
        if (await visits.FileAsync(token, id, cancellation) is not { } file || !FileKind.IsImage(file.ContentType)) return NotFound();
        return await thumbnails.OpenAsync(file.ContentHash, cancellation) is ({ } content, _)
            ? new StrangersFile(content, "image/jpeg", "t" + file.ContentHash, file.FileName + ".jpg", IsDownload: false)
            : LocalRedirect("/img/unreadable.svg");
    }

    private async Task<IActionResult> ActAsync(string token, BuyerForm form, Func<BuyerVisit, Task<Dictionary<string, string>>> act, string done, CancellationToken cancellation)
    {
        var (visit, status) = await visits.ByTokenAsync(token, cancellation);
        if (visit is null) return ForBuyersAttribute.Closed(HttpContext, status);
        var faults = await act(visit);
        if (faults.Count == 0)
        {
            this.Flash(new Flash(texts[done]));
            return LocalRedirect(visit.Path);
        }

        // as it stands now, whoever was first
        var (again, _) = await visits.ByTokenAsync(token, cancellation);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page(again ?? visit, faults, form);
    }

    private ViewResult Page(BuyerVisit visit, IReadOnlyDictionary<string, string> faults, BuyerForm form)
    {
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(visit.Shop.TimeZone);
        return View("Index", new BuyerPageModel(visit, faults, form));
    }
}
