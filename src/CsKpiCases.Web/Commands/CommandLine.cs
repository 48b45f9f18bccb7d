using System.CommandLine;

namespace CsKpiCases.Web.Commands;

/// <summary>
/// The program's command line. Every verb has a file of its own in this folder and is named here once. Without a verb the
/// site is served. Standard output holds only a verb's result, everything else goes to standard error.
/// </summary>
public static class CommandLine
{
    /// <summary>Parses and runs; the answer is the exit code.</summary>
    /// <param name="args">As the program got them.</param>
    /// <param name="serve">Runs the site with what the options say as settings (<c>--Key=value</c>).</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where logs, progress and errors go.</param>
    public static async Task<int> RunAsync(string[] args, Func<string[], Task<int>> serve, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (IsHosted(args)) return await serve(args);
        var parsed = Root(serve).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors) await error.WriteLineAsync(problem.Message);
            await error.WriteLineAsync("Run it with --help for what it takes.");
            return ExitCode.WrongUsage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
    }

    /// <summary>The root with all verbs.</summary>
    internal static RootCommand Root(Func<string[], Task<int>> serve)
    {
        var root = new RootCommand("After-sales cases, deadlines and service scores. Without a verb it serves the site.") { TreatUnmatchedTokensAsErrors = true };
        foreach (var option in EveryVerb.All) root.Add(option);
        var verbs = new Command[]
        {
            AssessCommand.Create(),
            ConfigCommand.Create(),
            DemoCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            MigrateCommand.Create(),
            ReportCommand.Create(),
            ScoreCommand.Create(),
            ServeCommand.Create(serve),
            TokenCommand.Create(),
            UserCommand.Create(),
            VerifyCommand.Create(),
        };
        foreach (var verb in verbs) root.Add(verb);
        root.SetAction((parsed, _) => ServeCommand.RunAsync(parsed, serve));
        return root;
    }

    /// <summary>A host that runs the site in process (tests do) hands over nothing but settings.</summary>
    private static bool IsHosted(string[] args) => args.Length > 0 && args.All(a => a.StartsWith("--", StringComparison.Ordinal) && a.Contains('='))
        && args.Any(a => a.StartsWith("--applicationName=", StringComparison.OrdinalIgnoreCase) || a.StartsWith("--contentRoot=", StringComparison.OrdinalIgnoreCase));
}

/// <summary>What the program's exit says.</summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>Unknown verb or option, unparsable value, missing file.</summary>
    public const int WrongUsage = 2;

    /// <summary>Done, and some rows were rejected.</summary>
    public const int RowsRejected = 3;
}
