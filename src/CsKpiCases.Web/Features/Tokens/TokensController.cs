using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Tokens;

/// <param name="Token">A token that was just made: shown this once.</param>
/// <param name="Refused">Why none was made.</param>
public sealed record TokensPage(IReadOnlyList<TokenLine> Tokens, IReadOnlyList<TokenOwner> Owners, string? Token, string? Refused);

/// <summary>The tokens of programs.</summary>
[RequireRight(Right.ManageTokens)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class TokensController(TokenList list, CreateToken create, RevokeToken revoke, Texts texts) : Controller
{
    private Acting By => Acting.Of(HttpContext.SignedIn());

    [HttpGet("/tokens")]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await PageAsync(null, null, cancellation));

    [HttpPost("/tokens")]
    public async Task<IActionResult> Create(string? userName, string? name, List<string>? scopes, int days, CancellationToken cancellation)
    {
        var outcome = await create.RunAsync(userName ?? "", name, scopes ?? [], days, By, cancellation);
        if (outcome.Refused is not null) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Index", await PageAsync(outcome.Token, outcome.Refused, cancellation));
    }

    [HttpPost("/tokens/{id:long}/revoke")]
    public async Task<IActionResult> Revoke(long id, CancellationToken cancellation)
    {
        if ((await revoke.RunAsync(id, By, cancellation)).Refused is not null) return NotFound();
        this.Flash(new Flash(texts["tokens.revoked-done"]));
        return LocalRedirect("/tokens");
    }

    private async Task<TokensPage> PageAsync(string? token, string? refused, CancellationToken cancellation) =>
        new(await list.AllAsync(By, cancellation), await list.OwnersAsync(By, cancellation), token, refused);
}
