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
        return saved.Faults.Count > 0 ? Refused(new TargetForm(null, name, url, events ?? [], saved.Faults)) : Told(saved.Id, saved.Secret!);
    }

    [HttpGet("/webhooks/{id:long}")]
    public async Task<IActionResult> Show(long id, bool failed, long? before, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (await read.FindAsync([shop.Id], id, cancellation) is not { } target) return NotFound();
        return View(new TargetPage(target, await read.LogAsync(id, failed, before, PageSize, cancellation), failed, before is not null, TempData[SecretKey(id)] as string));
    }

    /// <summary>Addresses of acts, opened by hand or after signing in anew: nothing is done.</summary>
    [HttpGet("/webhooks/{id:long}/secret"), HttpGet("/webhooks/{id:long}/test"), HttpGet("/webhooks/{id:long}/enabled"), HttpGet("/webhooks/{id:long}/replay"), HttpGet("/webhooks/{id:long}/remove")]
    public IActionResult Opened(long id) => ToTarget(id);

    [HttpGet("/webhooks/{id:long}/edit")]
    public async Task<IActionResult> Edit(long id, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        return await read.FindAsync([shop.Id], id, cancellation) is { } target
            ? View(new TargetForm(id, target.Name, target.Url, target.Events, []) { Version = TargetVersion.Of(target) })
            : NotFound();
    }

    [HttpPost("/webhooks/{id:long}/edit")]
    public async Task<IActionResult> Change(long id, string? name, string? url, List<string>? events, string? version, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var saved = await save.ChangeAsync(shop.Id, id, new TargetDraft(name, url, events ?? []), null, version ?? "", By, cancellation);
        var form = new TargetForm(id, name, url, events ?? [], saved.Faults) { Version = version };
        if (saved.Faults.Count > 0) return Refused(form);
        if (saved.Since.Count == 0) return Done(saved.Id != 0, id, texts["webhooks.saved"]);
        if (await read.FindAsync([shop.Id], id, cancellation) is not { } now) return NotFound();
        return Refused(form with { Version = TargetVersion.Of(now), Now = now, Since = saved.Since }, StatusCodes.Status409Conflict);
    }

    [HttpPost("/webhooks/{id:long}/enabled")]
    public async Task<IActionResult> Enable(long id, bool value, CancellationToken cancellation) =>
        Done(await save.EnableAsync((await ShopAsync(cancellation)).Id, id, value, By, cancellation), id, texts[value ? "webhooks.enabled-done" : "webhooks.disabled-done"]);

    [HttpPost("/webhooks/{id:long}/secret")]
    public async Task<IActionResult> Rotate(long id, CancellationToken cancellation) =>
        await save.RotateAsync((await ShopAsync(cancellation)).Id, id, By, cancellation) is { } secret ? Told(id, secret) : NotFound();

    [HttpPost("/webhooks/{id:long}/test")]
    public async Task<IActionResult> Test(long id, CancellationToken cancellation) =>
        Asked(await replay.TestAsync(await ShopAsync(cancellation), id, By, cancellation), id, texts["webhooks.test-done"]);

    [HttpPost("/webhooks/{id:long}/replay")]
    public async Task<IActionResult> ReplayFailed(long id, CancellationToken cancellation)
    {
        var (end, count) = await replay.FailedAsync((await ShopAsync(cancellation)).Id, id, By, cancellation);
        return Asked(end, id, texts.Plural("webhooks.replayed", count));
    }

    [HttpPost("/webhooks/{id:long}/deliveries/{delivery:long}/replay")]
    public async Task<IActionResult> Replay(long id, long delivery, CancellationToken cancellation) =>
        Asked(await replay.OneAsync((await ShopAsync(cancellation)).Id, id, delivery, By, cancellation), id, texts.Plural("webhooks.replayed", 1));

    [HttpPost("/webhooks/{id:long}/remove")]
    public async Task<IActionResult> Remove(long id, CancellationToken cancellation)
    {
        if (await remove.RunAsync((await ShopAsync(cancellation)).Id, id, By, cancellation) is not { } name) return NotFound();
        this.Flash(new Flash(texts["webhooks.removed", name]));
        return LocalRedirect("/webhooks");
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }

    /// <summary>The target's page, which tells the secret: once, to who made it. Until then it is encrypted with him.</summary>
    private LocalRedirectResult Told(long id, string secret)
    {
        TempData[SecretKey(id)] = secret;
        return ToTarget(id);
    }

    private string SecretKey(long id) => FormattableString.Invariant($"webhook-secret-{By.AccountId}-{id}");

    private LocalRedirectResult ToTarget(long id) => LocalRedirect(FormattableString.Invariant($"/webhooks/{id}"));

    private ViewResult Refused(TargetForm form, int status = StatusCodes.Status422UnprocessableEntity)
    {
        Response.StatusCode = status;
        return View("Edit", form);
    }

    private IActionResult Asked(ReplayEnd end, long id, string text)
    {
        if (end != ReplayEnd.Disabled) return Done(end == ReplayEnd.Asked, id, text);
        this.Flash(new Flash(texts["webhooks.is-disabled"], FlashKind.Refused));
        return ToTarget(id);
    }

    private IActionResult Done(bool isDone, long id, string text)
    {
        if (!isDone) return NotFound();
        this.Flash(new Flash(text));
        return ToTarget(id);
    }
}

/// <summary>The form of a target.</summary>
/// <param name="Id">Null: a new one.</param>
public sealed record TargetForm(long? Id, string? Name, string? Url, IReadOnlyList<string> Events, IReadOnlyList<TargetFault> Faults)
{
    /// <summary>Of what the form was filled with; null: a new one.</summary>
    public string? Version { get; init; }

    /// <summary>How the target stands, where somebody else has changed it meanwhile.</summary>
    public TargetLine? Now { get; init; }

    /// <summary>What he changed: names of <see cref="TargetVersion.Settings"/>.</summary>
    public IReadOnlyList<string> Since { get; init; } = [];

    /// <summary>What is wrong with a field, as the code of its text.</summary>
    public string? FaultOf(string field) => Faults.FirstOrDefault(f => f.Field == field || f.Field.StartsWith(field + "[", StringComparison.Ordinal))?.Code;
}

/// <summary>A target and its log.</summary>
/// <param name="IsLater">Not the log's first page.</param>
/// <param name="Secret">One that was just made: shown this once.</param>
public sealed record TargetPage(TargetLine Target, DeliveryPage Log, bool OnlyFailed, bool IsLater, string? Secret);
