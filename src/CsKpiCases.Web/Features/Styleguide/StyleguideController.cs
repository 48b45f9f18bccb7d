using CsKpiCases.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Styleguide;

public sealed record SampleCase(string No, string State, string Stage, string Subject, decimal Amount, string Owner, string ClockState, TimeSpan Due, string? WaitsOn);

/// <summary>Every part of the pages at one address, to look at while building; not there outside development.</summary>
[AllowAnonymous]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class StyleguideController(IHostEnvironment environment) : Controller
{
    [HttpGet("/styleguide")]
    public IActionResult Index() => environment.IsDevelopment() ? View(Samples) : NotFound();

    [HttpPost("/styleguide/toast")]
    public IActionResult Toast()
    {
        this.Flash(new Flash("AS2611210042: 调查中 → 等买家", FlashKind.Done, "/styleguide/toast"));
        return RedirectToAction(nameof(Index));
    }

    private static readonly IReadOnlyList<SampleCase> Samples =
    [
        new("AS2611210042", "Investigating", "investigate", "客户称收到时杯子已碎，已上传 3 张图，要求补发或全额退款", 128m, "王敏", "running", TimeSpan.FromMinutes(12), null),
        new("AS2611200913", "AwaitingBuyer", "investigate", "补发：少一只袜子", 19.9m, "李娜", "paused", TimeSpan.FromHours(9), "buyer"),
        new("AS2611200871", "SolutionApproval", "resolve", "The parcel was delivered to a neighbour who denies it", 1299m, "陈晨", "missed", TimeSpan.FromMinutes(74), null),
        new("AS2611190155", "Classified", "classify", "客服态度差，三次未回复", 0m, "—", "breached", TimeSpan.FromMinutes(-35), null),
        new("AS2611180020", "Resolved", "penalize", "发错颜色，已换货", 258m, "王敏", "met", TimeSpan.FromHours(-20), null),
        new("AS2611180019", "Logged", "intake", "发票抬头错误", 36m, "赵一", "running", TimeSpan.FromHours(51), null),
    ];
}
