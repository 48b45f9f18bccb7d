using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CsKpiCases.Tests;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.Data.Sqlite;

namespace CsKpiCases.Benchmarks;

/// <summary>
/// How long the published program takes from its start to the first pages on a filled store, and what memory it holds idle.
/// Floor: the same program printing its help, which is the runtime's own start.
/// </summary>
internal static partial class StartBenchmark
{
    private const int Runs = 5;
    private const double FirstPageMilliseconds = 2000;
    private const double IdleMegabytes = 200;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    public static async Task<BenchmarkReport> RunAsync(BenchmarkOptions options)
    {
        var work = Directory.CreateTempSubdirectory("cases-start-").FullName;
        try
        {
            var program = Path.Combine(options.Program ?? await PublishAsync(Path.Combine(work, "program")), "CsKpiCases.Web.dll");
            var store = Path.Combine(work, "store");
            await RunToEndAsync("dotnet", [program, "demo", "--cases", options.Cases.ToString(CultureInfo.InvariantCulture), "--seed", "1", "--data", store]);
            await CatchUpAsync(program, store);
            var (floor, signIn, workList, memory) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (var i = 0; i < Runs; i++)
            {
                var since = Stopwatch.GetTimestamp();
                await RunToEndAsync("dotnet", [program, "--help"]);
                floor.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
                var run = await StartAsync(program, store);
                signIn.Add(run.SignIn);
                workList.Add(run.WorkList);
                memory.Add(run.Megabytes);
            }

            return new BenchmarkReport("start", $"published build, {options.Cases:N0} cases, embedded database, {Environment.ProcessorCount} cores",
            [
                new BenchmarkLine("floor: the program prints its help", "ms", floor),
                new BenchmarkLine("start to the sign-in page", "ms", signIn, FirstPageMilliseconds),
                new BenchmarkLine("start, signing in, to the work list", "ms", workList),
                new BenchmarkLine($"resident memory after {Idle.TotalSeconds:0} s idle", "MB", memory, IdleMegabytes),
            ]);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<string> PublishAsync(string folder)
    {
        await RunToEndAsync("dotnet", ["publish", Path.Combine(RepositoryFolder.Path, "src/CsKpiCases.Web"), "-c", "Release", "-o", folder, "-v", "quiet", "--nologo"]);
        return folder;
    }

    /// <summary>
    /// A start of its own for what a shop of months owes at first: its reports, audits and scores. A store that has lived is
    /// measured, and idle is when nothing is owed.
    /// </summary>
    private static async Task CatchUpAsync(string program, string store)
    {
        using var process = Start("dotnet", [program, "serve", "--urls", $"http://127.0.0.1:{FreePort()}", "--data", store]);
        try
        {
            for (var patience = TimeSpan.FromMinutes(5); patience > TimeSpan.Zero && !process.HasExited; patience -= TimeSpan.FromSeconds(1))
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                if (await OwesNothingAsync(store)) return;
            }

            throw new InvalidOperationException("The program did not catch up with what it owes.");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<bool> OwesNothingAsync(string store)
    {
        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(store, "cases.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        await using var connection = new SqliteConnection(file.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FILTER (WHERE \"State\" IN (0, 1)) = 0 AND COUNT(*) FILTER (WHERE \"Job\" = 'score-calculation') > 0 FROM \"JobRuns\"";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) == 1;
    }

    private static async Task<(double SignIn, double WorkList, double Megabytes)> StartAsync(string program, string store)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        var since = Stopwatch.GetTimestamp();
        using var process = Start("dotnet", [program, "serve", "--urls", address.ToString(), "--data", store]);
        try
        {
            var page = await FirstPageAsync(http, process);
            var signIn = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            var token = Token().Match(page).Groups[1].Value;
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["userName"] = DemoAccounts.All[0].UserName, ["password"] = DemoAccounts.Password, ["returnUrl"] = "/cases", ["__RequestVerificationToken"] = token,
            });
            using var answer = await http.PostAsync("/sign-in", form);
            if (answer.StatusCode != HttpStatusCode.OK || !(await answer.Content.ReadAsStringAsync()).Contains("data-row", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"No work list after signing in: {(int)answer.StatusCode} {answer.RequestMessage?.RequestUri}");
            }

            var workList = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            await Task.Delay(Idle);
            process.Refresh();
            return (signIn, workList, process.WorkingSet64 / 1048576.0);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<string> FirstPageAsync(HttpClient http, Process process)
    {
        while (!process.HasExited)
        {
            try
            {
                using var response = await http.GetAsync("/sign-in");
                if (response.StatusCode == HttpStatusCode.OK) return await response.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException)
            {
                // it does not listen yet
            }

            await Task.Delay(5);
        }

        throw new InvalidOperationException("The program ended before it served a page.");
    }

    private static async Task RunToEndAsync(string file, string[] arguments)
    {
        using var process = Start(file, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{file} {string.Join(' ', arguments)}: exit code {process.ExitCode}");
    }

    private static Process Start(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => { if (line.Data is { } text && text.Contains("error", StringComparison.OrdinalIgnoreCase)) Console.Error.WriteLine(text); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
