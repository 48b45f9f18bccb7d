using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>Where a shop's events are sent: targets, their logs, sending again.</summary>
[RequireRight(Right.ManageWebhooks)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class WebhooksController(CurrentShop current, ReadTargets read, SaveTarget save, RemoveTarget remove, ReplayDeliveries replay, PageZone zone, Texts texts) : Controller
{
    private const int PageSize = 50;

    private Acting By => Acting.Of(HttpContext.SignedIn());

    [HttpGet("/webhooks")]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await read.OfAsync([(await ShopAsync(cancellation)).Id], cancellation));

    [HttpGet("/webhooks/new")]
    public IActionResult New() => View("Edit", new TargetForm(null, null, null, [], []));

    [HttpPost("/webhooks/new")]
    public async Task<IActionResult> Add(string? name, string? url, List<string>? events, CancellationToken cancellation)
    {
        var saved = await save.AddAsync((await ShopAsync(cancellation)).Id, new TargetDraft(name, url, events ?? []), By, null, cancellation);
        return saved.Faults.Count > 0 ? Refused(new TargetForm(null, name, url, events ?? [], saved.Faults)) : await ShowAsync(saved.Id, false, null, saved.Secret, cancellation);
    }

    [HttpGet("/webhooks/{id:long}")]
    public Task<IActionResult> Show(long id, bool failed, long? before, CancellationToken cancellation) => ShowAsync(id, failed, before, null, cancellation);

    [HttpGet("/webhooks/{id:long}/edit")]
    public async Task<IActionResult> Edit(long id, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return await read.FindAsync([shop.Id], id, cancellation) is { } target ? View(new TargetForm(id, target.Name, target.Url, target.Events, [])) : NotFound();
    }

    [HttpPost("/webhooks/{id:long}/edit")]
    public async Task<IActionResult> Change(long id, string? name, string? url, List<string>? events, CancellationToken cancellation)
    {
        var saved = await save.ChangeAsync((await ShopAsync(cancellation)).Id, id, new TargetDraft(name, url, events ?? []), null, By, cancellation);
        return saved.Faults.Count > 0 ? Refused(new TargetForm(id, name, url, events ?? [], saved.Faults)) : Done(saved.Id != 0, id, texts["webhooks.saved"]);
    }

    [HttpPost("/webhooks/{id:long}/enabled")]
    public async Task<IActionResult> Enable(long id, bool value, CancellationToken cancellation) =>
        Done(await save.EnableAsync((await ShopAsync(cancellation)).Id, id, value, By, cancellation), id, texts[value ? "webhooks.enabled-done" : "webhooks.disabled-done"]);

    [HttpPost("/webhooks/{id:long}/secret")]
    public async Task<IActionResult> Rotate(long id, CancellationToken cancellation) =>
        await save.RotateAsync((await ShopAsync(cancellation)).Id, id, By, cancellation) is { } secret ? await ShowAsync(id, false, null, secret, cancellation) : NotFound();

    [HttpPost("/webhooks/{id:long}/test")]
    public async Task<IActionResult> Test(long id, CancellationToken cancellation) =>
        Done(await replay.TestAsync(await ShopAsync(cancellation), id, By, cancellation), id, texts["webhooks.test-done"]);

    [HttpPost("/webhooks/{id:long}/replay")]
    public async Task<IActionResult> ReplayFailed(long id, CancellationToken cancellation)
    {
        var again = await replay.FailedAsync((await ShopAsync(cancellation)).Id, id, By, cancellation);
        return Done(again is not null, id, texts.Plural("webhooks.replayed", again ?? 0));
    }

    [HttpPost("/webhooks/{id:long}/deliveries/{delivery:long}/replay")]
    public async Task<IActionResult> Replay(long id, long delivery, CancellationToken cancellation) =>
        Done(await replay.OneAsync((await ShopAsync(cancellation)).Id, id, delivery, By, cancellation), id, texts.Plural("webhooks.replayed", 1));

    [HttpPost("/webhooks/{id:long}/remove")]
    public async Task<IActionResult> Remove(long id, CancellationToken cancellation)
    {
        if (!await remove.RunAsync((await ShopAsync(cancellation)).Id, id, By, cancellation)) return NotFound();
        this.Flash(new Flash(texts["webhooks.removed"]));
        return LocalRedirect("/webhooks");
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }

    private async Task<IActionResult> ShowAsync(long id, bool failed, long? before, string? secret, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await read.FindAsync([shop.Id], id, cancellation) is not { } target) return NotFound();
        return View("Show", new TargetPage(target, await read.LogAsync(id, failed, before, PageSize, cancellation), failed, before is not null, secret));
    }

    private ViewResult Refused(TargetForm form)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Edit", form);
    }

    private IActionResult Done(bool isDone, long id, string text)
    {
        if (!isDone) return NotFound();
        this.Flash(new Flash(text));
        return LocalRedirect(FormattableString.Invariant($"/webhooks/{id}"));
    }
}

/// <summary>The form of a target.</summary>
/// <param name="Id">Null: a new one.</param>
public sealed record TargetForm(long? Id, string? Name, string? Url, IReadOnlyList<string> Events, IReadOnlyList<TargetFault> Faults)
{
    /// <summary>What is wrong with a field, as the code of its text.</summary>
    public string? FaultOf(string field) => Faults.FirstOrDefault(f => f.Field == field || f.Field.StartsWith(field + "[", StringComparison.Ordinal))?.Code;
}

/// <summary>A target and its log.</summary>
/// <param name="IsLater">Not the log's first page.</param>
/// <param name="Secret">One that was just made: shown this once.</param>
public sealed record TargetPage(TargetLine Target, DeliveryPage Log, bool OnlyFailed, bool IsLater, string? Secret);
