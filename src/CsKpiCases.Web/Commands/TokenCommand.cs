using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CsKpiCases.Web.Features.Tokens;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Commands;

/// <summary><c>token create|revoke</c>. What <c>create</c> prints is the token alone.</summary>
internal static class TokenCommand
{
    private const int UsualDays = 90;

    private static readonly Option<string> User = new("--user") { Description = "Whose rights it has.", Required = true, HelpName = "NAME" };
    private static readonly Option<string> Scopes = new("--scopes") { Description = $"Comma-separated, of: {string.Join(", ", ApiTokens.Scopes)}.", Required = true };
    private static readonly Option<int> Days = new("--days") { Description = "How long it is good for.", DefaultValueFactory = _ => UsualDays };
    private static readonly Option<string?> Name = new("--name") { Description = "What it is for." };
    private static readonly Argument<long> Id = new("ID") { Description = "The token's number, as the page of tokens and --json have it." };

    public static Command Create()
    {
        Scopes.Validators.Add(result =>
        {
            var unknown = Split(result.Tokens.Count > 0 ? result.Tokens[0].Value : "").Find(s => !ApiTokens.Scopes.Contains(s));
            if (unknown is not null) result.AddError($"There is no scope '{unknown}'; there are {string.Join(", ", ApiTokens.Scopes)}.");
        });
        Days.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > CreateToken.MostDays))
            {
                result.AddError($"--days takes a number from 1 to {CreateToken.MostDays}.");
            }
        });
        return new Command("token", "API tokens.")
        {
            new Command("create", "Make a token.") { User, Scopes, Days, Name }.Does(CreateAsync),
            new Command("revoke", "Make a token worthless.") { Id }.Does(RevokeAsync),
        };
    }

    private static async Task<int> CreateAsync(VerbRun run, CancellationToken cancellation)
    {
        var outcome = await run.Use<CreateToken>().RunAsync(
            run.Parsed.GetRequiredValue(User), run.Parsed.GetValue(Name), Split(run.Parsed.GetRequiredValue(Scopes)), run.Parsed.GetValue(Days), Acting.Terminal, cancellation);
        if (outcome.Refused is { } code) return await FailAsync(run, code);
        await run.Output.WriteLineAsync(run.IsJson ? JsonSerializer.Serialize(new { id = outcome.Id, token = outcome.Token }) : outcome.Token);
        return ExitCode.Done;
    }

    private static async Task<int> RevokeAsync(VerbRun run, CancellationToken cancellation)
    {
        var outcome = await run.Use<RevokeToken>().RunAsync(run.Parsed.GetRequiredValue(Id), Acting.Terminal, cancellation);
        if (outcome.Refused is { } code) return await FailAsync(run, code);
        if (run.IsJson) await run.Output.WriteLineAsync(JsonSerializer.Serialize(new { id = outcome.Id, revoked = true }));
        return ExitCode.Done;
    }

    private static List<string> Split(string scopes) => [.. scopes.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static async Task<int> FailAsync(VerbRun run, string code)
    {
        await run.Error.WriteLineAsync(Texts.Load(strict: false).In(Language.English, "tokens.refused." + code));
        return ExitCode.Failed;
    }
}
