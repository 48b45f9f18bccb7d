using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.Accounts;

/// <summary>What a page about accounts offers: the shops in which roles can be given.</summary>
/// <param name="EveryShop">Whether roles in all shops are his to give.</param>
public sealed record ShopChoice(IReadOnlyList<Shop> Shops, bool EveryShop);

/// <summary>One account with what can be changed; <paramref name="OneTimePassword"/> is shown this once.</summary>
public sealed record AccountPage(AccountLine Account, ShopChoice Choice, string? OneTimePassword, bool IsSelf, IReadOnlyList<FormerLine> Former);

/// <summary>The form of a new account, as it was filled in.</summary>
public sealed record NewAccountPage(ShopChoice Choice, string UserName, string DisplayName, IReadOnlyList<Role> Roles, long? ShopId, string? Refused);

/// <summary>Who signs in, and with which roles.</summary>
[RequireRight(Right.ManageAccounts)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AccountsController(
    AccountList list, AddAccount add, DisableAccount disable, ResetPassword reset, ChangeGrants grants, CurrentShop current, Texts texts) : Controller
{
    private Acting By => Acting.Of(HttpContext.SignedIn());

    [HttpGet("/users")]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await list.AllAsync(By, cancellation));

    [HttpGet("/users/new")]
    public async Task<IActionResult> New(CancellationToken cancellation)
    {
        var choice = await ChoiceAsync(cancellation);
        return View(new NewAccountPage(choice, "", "", [], (await current.GetAsync(cancellation))?.Id, null));
    }

    [HttpPost("/users/new")]
    public async Task<IActionResult> Create(string? userName, string? displayName, List<Role>? roles, long? shopId, CancellationToken cancellation)
    {
        var wanted = new NewAccount(userName ?? "", string.IsNullOrWhiteSpace(displayName) ? userName ?? "" : displayName, roles ?? [], shopId);
        var outcome = await add.RunAsync(wanted, By, cancellation);
        if (outcome.Refused is null) return await ShowAsync(outcome.AccountId, outcome.OneTimePassword, cancellation);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("New", new NewAccountPage(await ChoiceAsync(cancellation), wanted.UserName, wanted.DisplayName, wanted.Roles, shopId, outcome.Refused));
    }

    [HttpGet("/users/{id:long}")]
    public Task<IActionResult> Show(long id, CancellationToken cancellation) => ShowAsync(id, null, cancellation);

    [HttpPost("/users/{id:long}/password")]
    public async Task<IActionResult> Reset(long id, CancellationToken cancellation)
    {
        var outcome = await reset.RunAsync(id, By, cancellation);
        return outcome.Refused is null ? await ShowAsync(id, outcome.OneTimePassword, cancellation) : Back(id, outcome, "");
    }

    [HttpPost("/users/{id:long}/disabled")]
    public async Task<IActionResult> SetDisabled(long id, bool value, CancellationToken cancellation) =>
        Back(id, await disable.RunAsync(id, value, By, cancellation), value ? "accounts.disabled-done" : "accounts.enabled-done");

    [HttpPost("/users/{id:long}/roles")]
    public async Task<IActionResult> Give(long id, Role role, long? shopId, CancellationToken cancellation) =>
        Back(id, await grants.GiveAsync(id, role, shopId, By, cancellation), "accounts.role-given");

    [HttpPost("/users/{id:long}/roles/{grantId:long}/remove")]
    public async Task<IActionResult> Take(long id, long grantId, CancellationToken cancellation) =>
        Back(id, await grants.TakeAsync(id, grantId, By, cancellation), "accounts.role-taken");

    private IActionResult Back(long id, AccountOutcome outcome, string done)
    {
        if (outcome.Refused == "unknown") return NotFound();
        this.Flash(outcome.Refused is { } code ? new Flash(texts.Code("accounts.refused.", code), FlashKind.Refused) : new Flash(texts[done]));
        return LocalRedirect(FormattableString.Invariant($"/users/{id}"));
    }

    private async Task<IActionResult> ShowAsync(long id, string? oneTime, CancellationToken cancellation) =>
        await list.FindAsync(By, id, cancellation) is { } account
            ? View("Show", new AccountPage(account, await ChoiceAsync(cancellation), oneTime, id == By.AccountId, await list.FormerAsync(id, cancellation)))
            : NotFound();

    private async Task<ShopChoice> ChoiceAsync(CancellationToken cancellation) => new(
        [.. (await current.ReachedAsync(cancellation)).Where(s => By.MayGrant(Right.ManageAccounts, s.Id))], By.MayGrant(Right.ManageAccounts, null));
}
