using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>What another rule would have made of a past month.</summary>
[RequireRight(Right.ReadTeamScores)]
public sealed class WhatIfController(CurrentShop current, PageZone zone, AskWhatIf ask, Texts texts) : Controller
{
    [HttpGet("/scores/what-if")]
    public async Task<IActionResult> Index(string? rule, string? month, string? who, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var page = await ask.RunAsync(shop, new WhatIfQuestion(rule, month, who), cancellation);
        // a rule without a month is a link from the rule: the month before is the usual one
        if (rule is not null && month is null && page.Months.Count > 1) page = await ask.RunAsync(shop, page.Question with { Month = page.Months[1].ToString() }, cancellation);
        return Shown(page);
    }

    /// <summary>The rule that stands in an editor, unsaved.</summary>
    [HttpPost("/scores/what-if/draft/{kind}/{key}")]
    public async Task<IActionResult> Draft([FromRoute] string kind, [FromRoute] string key, string? month, string? who, CancellationToken cancellation)
    {
        var form = RuleForm.Read(Request.Form, kind, key);
        // a new scheme has no key yet, and needs none to be tried
        var found = CheckRule.Run(key == "-" ? form with { Key = "draft", NameZh = "-", NameEn = "-" } : form);
        return Shown(await ask.RunAsync(await ShopAsync(cancellation), new WhatIfQuestion(null, month, who, kind, key, found.Document ?? "{}"), cancellation));
    }

    /// <summary>A draft once more, over another month or for others.</summary>
    [HttpPost("/scores/what-if")]
    public async Task<IActionResult> Again([FromForm] WhatIfQuestion question, CancellationToken cancellation) => Shown(await ask.RunAsync(await ShopAsync(cancellation), question, cancellation));

    /// <summary>Whoever reloads the page of an answer comes back to the question.</summary>
    [HttpGet("/scores/what-if/draft/{kind}/{key}")]
    [HttpGet("/scores/what-if/{format:regex(^(csv|xlsx)$)}")]
    public IActionResult Reloaded() => LocalRedirect("/scores/what-if");

    [HttpPost("/scores/what-if/{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Download(string format, [FromForm] WhatIfQuestion question, CancellationToken cancellation)
    {
        var shop = await ShopAsync(cancellation);
        var page = await ask.RunAsync(shop, question, cancellation);
        if (page.Answer is not { } answer) return Shown(page);
        string[] columns =
        [
            texts["scores.agent"], texts["rules.score-before"], texts["rules.score-after"], texts["rules.change"], texts["rules.grade-before"], texts["rules.grade-after"],
            texts["rules.post-before"], texts["rules.post-after"], texts["rules.bonus-before"], texts["rules.bonus-after"], texts["rules.bonus-change"],
        ];
        var rows = answer.Lines.Select(l => Cells(l.Name, l.Trial));
        return File(await TableFile.WriteAsync(format, columns, rows), TableFile.TypeOf(format), $"what-if-{shop.Code}-{answer.Month}.{format}");
    }

    private static IReadOnlyList<TableCell> Cells(string name, RuleTrial trial) =>
    [
        name, TableCell.Of(trial.Before.Final), TableCell.Of(trial.After.Final), TableCell.Of(trial.ScoreChange), trial.Before.Bonus?.Grade, trial.After.Bonus?.Grade,
        trial.Before.Post is { } before ? RuleWords.NameOf(before) : null, trial.After.Post is { } after ? RuleWords.NameOf(after) : null,
        TableCell.Of(trial.BonusBefore), TableCell.Of(trial.BonusAfter), TableCell.Of(trial.BonusChange),
    ];

    private ViewResult Shown(WhatIfPage page)
    {
        if (page.Wrong is not null) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("WhatIf", page);
    }

    private async Task<Shop> ShopAsync(CancellationToken cancellation)
    {
        var shop = await current.RequireAsync(cancellation);
        zone.Zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        return shop;
    }
}
