using System.Text.Json;
using CsKpiCases.Web.Commands;
using Microsoft.Data.Sqlite;

namespace CsKpiCases.Web.Tests.Commands;

/// <summary>Accounts, tokens, settings, migrations and the demo from the terminal.</summary>
public sealed class PeopleCommandsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cases-commands-").FullName;

    [Fact]
    public async Task User_FromAddToDisable_TellsWhatIsAskedAndNothingElse()
    {
        var (code, password, _) = await RunAsync("user", "add", "wangmin", "--role", "agent");
        Assert.Equal(ExitCode.Done, code);
        Assert.Matches("^[a-zA-Z2-9]{4}(-[a-zA-Z2-9]{4}){3}\n$", password.ReplaceLineEndings("\n"));

        Assert.Equal(ExitCode.Failed, (await RunAsync("user", "add", "WangMin", "--role", "agent")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await RunAsync("user", "add", "other", "--role", "agent", "--shop", "nowhere")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await RunAsync("user", "add", "other", "--role", "king")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await RunAsync("user", "add", "other")).Code);
        var reset = await RunAsync("user", "reset", "admin", "--json");
        Assert.Equal("admin", JsonDocument.Parse(reset.Output).RootElement.GetProperty("user").GetString());
        Assert.Equal(ExitCode.Failed, (await RunAsync("user", "reset", "nobody")).Code);
        Assert.Equal((ExitCode.Done, ""), ((await RunAsync("user", "disable", "wangmin")) is var disabled ? (disabled.Code, disabled.Output) : default));
        Assert.Equal(ExitCode.Failed, (await RunAsync("token", "create", "--user", "wangmin", "--scopes", "read")).Code);
    }

    [Fact]
    public async Task Token_Created_IsPrintedAloneAndCanBeRevoked()
    {
        var created = await RunAsync("token", "create", "--user", "admin", "--scopes", "read,cases");
        Assert.Equal(ExitCode.Done, created.Code);
        Assert.Matches("^ck_[A-Za-z0-9_-]{43}\n$", created.Output.ReplaceLineEndings("\n"));

        var json = JsonDocument.Parse((await RunAsync("token", "create", "--user", "admin", "--scopes", "admin", "--days", "3", "--json")).Output).RootElement;
        Assert.Equal(ExitCode.Done, (await RunAsync("token", "revoke", json.GetProperty("id").GetRawText())).Code);
        Assert.Equal(ExitCode.Failed, (await RunAsync("token", "revoke", "1")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await RunAsync("token", "create", "--user", "admin", "--scopes", "rule")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await RunAsync("token", "create", "--user", "admin", "--scopes", "read", "--days", "0")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await RunAsync("token", "revoke", "abc")).Code);
    }

    [Theory]
    [InlineData("export", "cases", "cases.csv")]
    [InlineData("report", "nightly", "--date", "2026-03-02")]
    [InlineData("report", "sla", "--from", "2026-03-02", "--to", "2026-03-03")]
    [InlineData("score", "--month", "2026-02")]
    [InlineData("user", "add", "other", "--role", "agent")]
    public async Task Shop_ThatThereIsNot_IsWrongUsageAndNamesThoseThatThereAre(params string[] command)
    {
        var log = Path.Combine(folder, "log.csv");
        await File.WriteAllTextAsync(log, "订单编号,下单时间\n1,2026-03-01 10:00\n");
        await RunAsync("import", "orders", log, "--shop", "cotton");
        var target = Path.Combine(folder, "cases.csv");

        var (code, output, error) = await RunAsync([.. command.Select(c => c == "cases.csv" ? target : c), "--shop", "coton"]);

        Assert.Equal((ExitCode.WrongUsage, ""), (code, output));
        Assert.Contains("There is no shop 'coton'. There is: cotton.", error);
        Assert.False(File.Exists(target));
    }

    [Fact]
    public async Task Config_Shown_NamesWhereItIsFromAndMasksSecrets()
    {
        var shown = await RunAsync("config", "show", "--database", "Host=db;Password=hunter2", "--json");

        Assert.Equal(ExitCode.Done, shown.Code);
        Assert.DoesNotContain("hunter2", shown.Output);
        var lines = JsonDocument.Parse(shown.Output).RootElement.EnumerateArray().ToDictionary(l => l.GetProperty("key").GetString()!, l => (l.GetProperty("value").GetString(), l.GetProperty("from").GetString()));
        Assert.Equal(("********", "command line"), lines["ConnectionStrings:Cases"]);
        Assert.Equal(("30", "default"), lines["SignIn:AttemptsPerMinute"]);
        Assert.Equal((folder, "command line"), lines["Store:Folder"]);
        Assert.Equal(("200", "default"), lines["Api:RequestsPerSecond"]);
    }

    [Fact]
    public async Task Migrate_TwoTimes_SecondHasNothingToDo()
    {
        var first = await RunAsync("migrate");
        Assert.Equal(ExitCode.Done, first.Code);
        Assert.Contains("Initial", first.Output);

        Assert.Equal((ExitCode.Done, ""), ((await RunAsync("migrate")) is var second ? (second.Code, second.Output) : default));
    }

    [Fact]
    public async Task Demo_Generated_IsToldAndNotDoubled()
    {
        var made = await RunAsync("demo", "--cases", "60", "--seed", "3", "--json");
        Assert.Equal(ExitCode.Done, made.Code);
        Assert.True(JsonDocument.Parse(made.Output).RootElement.GetProperty("cases").GetInt64() > 50);

        Assert.Equal(ExitCode.Failed, (await RunAsync("demo", "--cases", "60")).Code);
        Assert.Equal(ExitCode.Done, (await RunAsync("demo", "--cases", "50", "--replace")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await RunAsync("demo", "--cases", "0")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await RunAsync("demo", "--seed", "many")).Code);
    }

    [Fact]
    public async Task Demo_OneOfItsNamesTaken_SaysWhichAndWritesNothing()
    {
        Assert.Equal(ExitCode.Done, (await RunAsync("user", "add", "wangmin", "--role", "agent")).Code);

        var refused = await RunAsync("demo", "--cases", "60");

        Assert.Equal((ExitCode.Failed, ""), (refused.Code, refused.Output));
        Assert.Contains("wangmin", Assert.Single(refused.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync([.. args, "--data", folder], _ => Task.FromResult(-1), output, error);
        return (code, output.ToString(), error.ToString());
    }
}
