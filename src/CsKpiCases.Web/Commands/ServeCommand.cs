using System.CommandLine;
using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Commands;

/// <summary><c>serve</c>: the site; what the program does without a verb.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Urls = MakeUrls();
    private static readonly Option<string> Part = new("--role") { Description = "all, web or worker (jobs only).", DefaultValueFactory = _ => "all" };
    private static readonly Option<bool> NoDemo = new("--no-demo") { Description = "Fill a new store with no demo shop." };

    public static Command Create(Func<string[], Task<int>> serve)
    {
        Part.AcceptOnlyFromAmong("all", "web", "worker");
        var command = new Command("serve", "Serve the site.") { Urls, Part, NoDemo };
        command.SetAction((parsed, _) => RunAsync(parsed, serve));
        return command;
    }

    /// <summary>Serves; what keeps the site from starting is said as every verb says it.</summary>
    public static Task<int> RunAsync(ParseResult parsed, Func<string[], Task<int>> serve) =>
        VerbAction.GuardedAsync(parsed.InvocationConfiguration.Error, () => serve(Settings(parsed)));

    /// <summary>
    /// What was asked for, as settings of the host: <c>Serve:Role</c>, <c>Serve:Demo</c>, <c>Store:Folder</c>,
    /// <c>ConnectionStrings:Cases</c>. What nobody said is left out, or an option's default would outrank the environment.
    /// </summary>
    public static string[] Settings(ParseResult parsed)
    {
        var settings = new List<string>();
        if (IsGiven(parsed, EveryVerb.DataFolder)) settings.Add($"--Store:Folder={parsed.GetRequiredValue(EveryVerb.DataFolder)}");
        if (parsed.GetValue(EveryVerb.Database) is { } database) settings.Add($"--ConnectionStrings:Cases={database}");
        if (parsed.CommandResult.Command.Name != "serve") return [.. settings];
        if (parsed.GetValue(Urls) is { } urls) settings.Add($"--urls={urls}");
        if (IsGiven(parsed, Part)) settings.Add($"--Serve:Role={parsed.GetRequiredValue(Part)}");
        if (IsGiven(parsed, NoDemo)) settings.Add($"--Serve:Demo={(parsed.GetValue(NoDemo) ? "false" : "true")}");
        return [.. settings];
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static Option<string?> MakeUrls()
    {
        var urls = new Option<string?>("--urls") { Description = "Where to listen; several separated by semicolons.", HelpName = "U" };
        urls.Validators.Add(result =>
        {
            var asked = result.Tokens.SelectMany(t => t.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            if (asked.FirstOrDefault(url => !IsAddress(url)) is { } wrong) result.AddError($"--urls takes addresses such as {WebSite.DefaultUrl}, not '{wrong}'.");
        });
        return urls;
    }

    private static bool IsAddress(string url)
    {
        try
        {
            BindingAddress.Parse(url);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
