using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Notices;

/// <summary>The stream of everybody's own notices. Apart from the pages: it lasts, and holds nothing that it does not need.</summary>
[RequireRight(Right.ReadCases)]
public sealed class LiveNoticesController(NoticeStream stream) : Controller
{
    [HttpGet("/notices/live")]
    public Task Live() => stream.RunAsync(HttpContext);
}
