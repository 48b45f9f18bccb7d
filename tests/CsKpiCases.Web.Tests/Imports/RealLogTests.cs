using System.Diagnostics;
using System.Text.Json;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Tests.Databases;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>The whole incident log, where it is to be had: the counts that come with it, to the digit.</summary>
public sealed class RealLogTests
{
    private static readonly Lazy<string> Unpacked = new(Unpack);

    [Theory]
    [OnSqlite(NeedsRealFiles = true)]
    [OnPostgres(NeedsRealFiles = true)]
    public async Task Import_OfTheWholeLog_GivesTheCountsThatComeWithIt(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync("");
        var expected = Expected().GetProperty("whole log");

        var result = await host.ImportAsync(EventLogTests.Request(Unpacked.Value));

        Assert.Equal(expected.GetProperty("cases").GetInt64(), result.Added);
        Assert.Equal(expected.GetProperty("events").GetInt64(), result.Events);
        await AssertAsync(host, expected.GetProperty("pauseWhile []"));
        var again = await host.ImportAsync(EventLogTests.Request(Unpacked.Value));
        Assert.Equal((0L, 0L, result.Added, 0L), (again.Added, again.Changed, again.Unchanged, again.Events));
    }

    [Theory]
    [OnSqlite(NeedsRealFiles = true)]
    [OnPostgres(NeedsRealFiles = true)]
    public async Task Import_AsItStoodAndThenTheWhole_GivesBothCounts(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync("\"buyer\"");
        var expected = Expected();
        var then = expected.GetProperty("--until 2016-04-30T23:59:00+08:00");
        var request = EventLogTests.Request(Unpacked.Value);

        var shorter = await host.ImportAsync(request with { Until = new DateTime(2016, 4, 30, 15, 59, 0, DateTimeKind.Utc) });

        Assert.Equal((then.GetProperty("cases").GetInt64(), then.GetProperty("events").GetInt64()), (shorter.Added, shorter.Events));
        Assert.Equal(then.GetProperty("states").EnumerateObject().ToDictionary(s => s.Name, s => s.Value.GetInt32()), await host.StatesAsync());
        await host.ImportAsync(request);
        await AssertAsync(host, expected.GetProperty("whole log").GetProperty("pauseWhile [buyer]"));
    }

    private static async Task AssertAsync(ImportHost host, JsonElement expected)
    {
        var report = await host.ReportAsync();
        Assert.Equal(
            (expected.GetProperty("clocks").GetInt64(), expected.GetProperty("met").GetInt64(), expected.GetProperty("breached").GetInt64()),
            (report.Clocks, report.Met, report.Breached));
    }

    private static JsonElement Expected() => JsonDocument.Parse(File.ReadAllText(RealFiles.At("incident-log", "expected.json"))).RootElement;

    private static string Unpack()
    {
        var target = Path.Combine(Directory.CreateTempSubdirectory("cases-log-").FullName, "incident_event_log.csv");
        var start = new ProcessStartInfo("xz", ["-dkc", RealFiles.At("incident-log", "incident_event_log.csv.xz")]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using (var file = File.Create(target)) process.StandardOutput.BaseStream.CopyTo(file);
        process.WaitForExit();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(target)!, recursive: true);
        return process.ExitCode == 0 ? target : throw new InvalidOperationException("xz could not unpack the log.");
    }
}
