using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Platforms;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.PlatformHealth;

/// <summary>How the shop stands in its platforms' assessments, and what each figure was counted from.</summary>
[RequireRight(Right.ReadPlatformHealth)]
public sealed class PlatformHealthController(CurrentShop current, AssessPlatform assess, FindAssessments find, ReadBehind behind, KeepAssessment keep, PageZone zone, Texts texts) : Controller
{
    [HttpGet("/platform-health/{pack?}")]
    public async Task<IActionResult> Index(string? pack, string? date, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var chosen = pack is null ? PacksOfShop.Of(shop.Platform)[0] : ShippedPacks.Find(pack);
        if (chosen is null || DateOf(shop, date) is not { } day) return NotFound();
        var assessment = await assess.RunAsync(shop, chosen, day, cancellation);
        var kept = await find.PacksAsync(shop, cancellation);
        var mayKeep = HttpContext.SignedIn().Can(Right.RunJobs, shop.Id);
        return View(new HealthPage(shop, chosen, assessment, assess.Today(shop), kept, await find.TrendAsync(shop, chosen, assessment, cancellation), mayKeep));
    }

    [HttpGet("/platform-health/{pack}/{line}")]
    public async Task<IActionResult> Line(string pack, string line, string? date, BehindPart? part, long? after, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (ShippedPacks.Find(pack) is not { } chosen || chosen.Find(line) is not { } wanted || DateOf(shop, date) is not { } day) return NotFound();
        var parts = ReadBehind.PartsOf(wanted);
        BehindPart? shown = parts.Count == 0 ? null : part is { } asked && parts.Contains(asked) ? asked : parts[0];
        var alone = chosen with { Lines = [wanted] };
        var assessment = await assess.RunAsync(shop, alone, day, cancellation);
        var trend = await find.TrendAsync(shop, alone, assessment, cancellation);
        var page = shown is { } which ? await behind.RunAsync(shop, wanted, day, which, after, cancellation) : new BehindPage([], null);
        return View(new LinePage(chosen, wanted, assessment.Lines[0], day, trend[wanted.Key], parts, shown, page));
    }

    /// <summary>From now on this pack is assessed each night too.</summary>
    [HttpPost("/platform-health/{pack}/keep")]
    [RequireRight(Right.RunJobs)]
    public async Task<IActionResult> Keep(string pack, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        if (ShippedPacks.Find(pack) is not { } chosen) return NotFound();
        await keep.RunAsync(shop, chosen, assess.Today(shop).AddDays(-1), cancellation);
        this.Flash(new Flash(texts["health.keeping", HealthWords.Name(chosen)]));
        return LocalRedirect("/platform-health/" + chosen.Key);
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }

    /// <summary>Today where none is named; null for what is no date, or lies ahead.</summary>
    private DateOnly? DateOf(Shop shop, string? date)
    {
        var today = assess.Today(shop);
        if (string.IsNullOrEmpty(date)) return today;
        return LocalDays.TryParse(date, out var day) && day <= today ? day : null;
    }
}
