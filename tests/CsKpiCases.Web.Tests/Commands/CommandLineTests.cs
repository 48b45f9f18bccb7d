using CsKpiCases.Web.Commands;

namespace CsKpiCases.Web.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private string[]? served;

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("--frobnicate")]
    [InlineData("serve", "--role", "king")]
    [InlineData("serve", "--urls", "nonsense")]
    [InlineData("serve", "--SignIn:LockoutMinutes=5")]
    [InlineData("--database")]
    public async Task Run_WronglyCalled_IsTwoAndSaysSoOnStandardError(params string[] args)
    {
        Assert.Equal(ExitCode.WrongUsage, await RunAsync(args));
        Assert.Equal("", output.ToString());
        Assert.NotEqual("", error.ToString());
        Assert.Null(served);
    }

    [Fact]
    public async Task Run_WithoutAVerb_Serves()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("--data", "elsewhere"));
        Assert.Contains("--Store:Folder=elsewhere", served!);
    }

    [Fact]
    public async Task Run_Serve_HandsItsOptionsOver()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("serve", "--urls", "http://127.0.0.1:5999", "--role", "worker", "--no-demo"));
        Assert.Contains("--urls=http://127.0.0.1:5999", served!);
        Assert.Contains("--Serve:Role=worker", served!);
        Assert.Contains("--Serve:Demo=false", served!);
    }

    [Fact]
    public async Task Run_ServeWithoutOptions_LeavesTheEnvironmentItsSay()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("serve"));
        Assert.Empty(served!);
    }

    [Fact]
    public async Task Run_SiteCannotStart_SaysWhyInOneLine()
    {
        const string Why = "Failed to bind to address http://127.0.0.1:5080: address already in use.";

        Assert.Equal(ExitCode.Failed, await CommandLine.RunAsync(["serve"], _ => throw new IOException(Why), output, error));
        Assert.Equal(Why, error.ToString().TrimEnd());
    }

    [Fact]
    public async Task Run_SettingOutOfRange_IsTwo()
    {
        const string Why = "SignIn:AttemptsPerMinute is no number.";

        Assert.Equal(ExitCode.WrongUsage, await CommandLine.RunAsync([], _ => throw new WrongUsageException(Why), output, error));
        Assert.Equal(Why, error.ToString().TrimEnd());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=db;Nonsense=1")]
    [InlineData("Host=db;Port=many")]
    [InlineData("Data Source=cases.db;Nonsense=1")]
    public void Program_ServeOnNoDatabase_EndsWithTwo(string connection)
    {
        string[] args = ["serve", "--database", connection, "--data", Path.GetTempPath()];

        Assert.Equal(ExitCode.WrongUsage, (int)typeof(CommandLine).Assembly.EntryPoint!.Invoke(null, [args])!);
    }

    [Theory]
    [InlineData("report", "dry-run", "--policies", "FILE", "--month", "2026-03")]
    [InlineData("report", "sla", "--from", "2026-03-01", "--to", "2026-03-02")]
    [InlineData("export", "policies", "out.json")]
    [InlineData("verify", "clocks")]
    public async Task Run_ReadingWhereThereIsNoStore_IsTwoAndMakesNone(params string[] args)
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var file = Path.GetTempFileName();
        try
        {
            string[] call = [.. args.Select(arg => arg == "FILE" ? file : arg), "--data", folder];
            Assert.Equal(ExitCode.WrongUsage, await RunAsync(call));
            Assert.Contains("There is no store at", error.ToString());
            Assert.False(Directory.Exists(folder));
            Assert.Equal(ExitCode.WrongUsage, await RunAsync([.. call, "--database", $"Data Source={Path.Combine(Path.GetTempPath(), "no-such.db")}"]));
        }
        finally
        {
            File.Delete(file);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Run_OnAFolderThatCannotBe_IsTwoForEveryVerb()
    {
        var file = Path.GetTempFileName();
        try
        {
            foreach (var folder in new[] { file, Path.Combine(file, "data"), "\0" })
            {
                Assert.Equal(ExitCode.WrongUsage, await RunAsync("migrate", "--data", folder));
                Assert.Contains("The data folder", error.ToString());
                Assert.Equal(ExitCode.WrongUsage, (int)typeof(CommandLine).Assembly.EntryPoint!.Invoke(null, [new[] { "serve", "--data", folder }])!);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Run_InATestHost_ServesWithItsSettings()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("--environment=Development", "--contentRoot=/somewhere", "--applicationName=CsKpiCases.Web"));
        Assert.Equal(3, served!.Length);
    }

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    private Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(args, Serve, output, error);

    private Task<int> Serve(string[] settings)
    {
        served = settings;
        return Task.FromResult(ExitCode.Done);
    }
}
