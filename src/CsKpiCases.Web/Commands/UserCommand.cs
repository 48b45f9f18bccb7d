using System.CommandLine;
using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Accounts;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Commands;

/// <summary><c>user add|reset|disable</c>: accounts from the machine's terminal. A one-time password is printed alone.</summary>
internal static class UserCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "What the user signs in with." };
    private static readonly Option<string> RoleName = new("--role") { Description = "The role.", Required = true, HelpName = "R" };
    private static readonly Option<string?> Shop = new("--shop") { Description = "Code of the shop; without it the role holds in every shop.", HelpName = "S" };
    private static readonly Option<string?> DisplayName = new("--display-name") { Description = "What others see; default NAME.", HelpName = "TEXT" };
    private static readonly Option<bool> FromInput = new("--password-stdin") { Description = "Read the password from the first line of standard input." };

    public static Command Create()
    {
        RoleName.AcceptOnlyFromAmong([.. Enum.GetValues<Role>().Select(TextOf)]);
        return new Command("user", "Accounts.")
        {
            new Command("add", "Make an account.") { Name, RoleName, Shop, DisplayName, FromInput }.Does(AddAsync),
            new Command("reset", "Give an account a one-time password, and open it where it was closed.") { Name, FromInput }.Does(ResetAsync),
            new Command("disable", "Close an account for good.") { Name }.Does(DisableAsync),
        };
    }

    private static string TextOf(Role role) => TextCodes.Snake(role.ToString()).Replace('_', '-');

    private static async Task<int> AddAsync(VerbRun run, CancellationToken cancellation)
    {
        var role = Enum.GetValues<Role>().First(r => TextOf(r) == run.Parsed.GetRequiredValue(RoleName));
        var shop = await NamedShops.FindAsync(run, Shop, cancellation);
        var name = run.Parsed.GetRequiredValue(Name);
        var wanted = new NewAccount(name, run.Parsed.GetValue(DisplayName) ?? name, [role], shop?.Id, await PasswordAsync(run, cancellation));
        return await TellAsync(run, name, await run.Use<AddAccount>().RunAsync(wanted, Acting.Terminal, cancellation));
    }

    private static async Task<int> ResetAsync(VerbRun run, CancellationToken cancellation)
    {
        var name = run.Parsed.GetRequiredValue(Name);
        if (await FindAsync(run, name, cancellation) is not { } id) return await FailAsync(run, $"There is no user '{name}'.");
        return await TellAsync(run, name, await run.Use<ResetPassword>().RunAsync(id, Acting.Terminal, cancellation, await PasswordAsync(run, cancellation)));
    }

    private static async Task<int> DisableAsync(VerbRun run, CancellationToken cancellation)
    {
        var name = run.Parsed.GetRequiredValue(Name);
        if (await FindAsync(run, name, cancellation) is not { } id) return await FailAsync(run, $"There is no user '{name}'.");
        return await TellAsync(run, name, await run.Use<DisableAccount>().RunAsync(id, isDisabled: true, Acting.Terminal, cancellation));
    }

    private static Task<long?> FindAsync(VerbRun run, string name, CancellationToken cancellation)
    {
        var normalized = Passwords.Normalized(name);
        return run.Use<CasesDbContext>().Users.Where(a => a.NormalizedUserName == normalized).Select(a => (long?)a.Id).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Null: none was given, a one-time password is made.</summary>
    private static async Task<string?> PasswordAsync(VerbRun run, CancellationToken cancellation) =>
        run.Parsed.GetValue(FromInput) ? await Console.In.ReadLineAsync(cancellation) ?? "" : null;

    private static async Task<int> TellAsync(VerbRun run, string name, AccountOutcome outcome)
    {
        if (outcome.Refused is { } code) return await FailAsync(run, Texts.Load(strict: false).In(Language.English, "accounts.refused." + code));
        if (run.IsJson)
        {
            await run.Output.WriteLineAsync(JsonSerializer.Serialize(new { id = outcome.AccountId, user = name, oneTimePassword = outcome.OneTimePassword }));
        }
        else if (outcome.OneTimePassword is { } password)
        {
            await run.Output.WriteLineAsync(password);
        }

        return ExitCode.Done;
    }

    private static async Task<int> FailAsync(VerbRun run, string why)
    {
        await run.Error.WriteLineAsync(why);
        return ExitCode.Failed;
    }
}
