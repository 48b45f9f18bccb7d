using System.CommandLine;
using System.Text.Json;
using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Commands;

/// <summary><c>config show</c>: what holds, and who said so.</summary>
internal static class ConfigCommand
{
    private const string Mask = "********";

    public static Command Create()
    {
        var show = new Command("show", "Print every setting, its value and where it comes from; secrets are masked.");
        show.SetAction(ShowAsync);
        return new Command("config", "Settings.") { show };
    }

    private static async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var lines = Read(parsed);
        if (parsed.GetValue(EveryVerb.Json))
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(lines, JsonSerializerOptions.Web).AsMemory(), cancellation);
            return ExitCode.Done;
        }

        foreach (var line in lines) await output.WriteLineAsync($"{line.Key,-32} {line.Value,-32} {line.From}".AsMemory(), cancellation);
        return ExitCode.Done;
    }

    private static List<ConfigLine> Read(ParseResult parsed)
    {
        // The same sources in the same order as the site has them.
        var root = (IConfigurationRoot)WebSite.CreateBuilder(ServeCommand.Settings(parsed)).Configuration;
        return [.. SettingsTable.All.Select(setting => Line(setting, root))];
    }

    private static ConfigLine Line(Setting setting, IConfigurationRoot root)
    {
        foreach (var provider in root.Providers.Reverse())
        {
            if (!provider.TryGet(setting.Key, out var value) || value is null) continue;
            return new ConfigLine(setting.Key, setting.IsSecret && value.Length > 0 ? Mask : value, Name(provider));
        }

        return new ConfigLine(setting.Key, setting.Default, "default");
    }

    private static string Name(IConfigurationProvider provider) => provider switch
    {
        Microsoft.Extensions.Configuration.CommandLine.CommandLineConfigurationProvider => "command line",
        Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationProvider => "environment",
        FileConfigurationProvider file => file.Source.Path ?? "file",
        _ => "host",
    };

    private sealed record ConfigLine(string Key, string Value, string From);
}
