using System.CommandLine;

namespace CsKpiCases.Web.Commands;

/// <summary><c>serve</c>: the site; what the program does without a verb.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Urls = new("--urls") { Description = "Where to listen; several separated by semicolons.", HelpName = "U" };
    private static readonly Option<string> Part = new("--role") { Description = "all, web or worker (jobs only).", DefaultValueFactory = _ => "all" };
    private static readonly Option<bool> NoDemo = new("--no-demo") { Description = "Fill a new store with no demo shop." };

    public static Command Create(Func<string[], Task<int>> serve)
    {
        Part.AcceptOnlyFromAmong("all", "web", "worker");
        var command = new Command("serve", "Serve the site.") { Urls, Part, NoDemo };
        command.SetAction((parsed, _) => serve(Settings(parsed)));
        return command;
    }

    /// <summary>What was asked for, as settings of the host: <c>Serve:Role</c>, <c>Serve:Demo</c>, <c>Store:Folder</c>, <c>ConnectionStrings:Cases</c>.</summary>
    public static string[] Settings(ParseResult parsed)
    {
        var settings = new List<string> { $"--Store:Folder={parsed.GetRequiredValue(EveryVerb.DataFolder)}" };
        if (parsed.GetValue(EveryVerb.Database) is { } database) settings.Add($"--ConnectionStrings:Cases={database}");
        if (parsed.CommandResult.Command.Name != "serve") return [.. settings];
        if (parsed.GetValue(Urls) is { } urls) settings.Add($"--urls={urls}");
        settings.Add($"--Serve:Role={parsed.GetRequiredValue(Part)}");
        settings.Add($"--Serve:Demo={(parsed.GetValue(NoDemo) ? "false" : "true")}");
        return [.. settings];
    }
}
