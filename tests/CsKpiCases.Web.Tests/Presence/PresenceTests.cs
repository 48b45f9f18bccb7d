using System.Net;
using System.Text.Json;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Hosting.Live;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Presence;

/// <summary>Who else is at a case: on this node, on others, and gone.</summary>
public sealed class PresenceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory, OnSqlite, OnPostgres]
    public async Task Stream_WhenAnotherComesWritesAndGoes_SaysSo(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var address = $"/cases/{(await app.InvestigatingAsync()).Number}/presence";
        using var mine = await View.OpenAsync(await app.SignInAsync(app.Agent), address);
        Assert.Empty(await mine.NextAsync());
        var other = await app.SignInAsync(app.Supervisor, "en");
        var his = await View.OpenAsync(other, address);

        Assert.Equal(["赵磊 也在看"], (await mine.NextAsync()).Select(t => t.Split('（')[0]));
        Assert.StartsWith("王敏 is looking too", Assert.Single(await his.NextAsync()), StringComparison.Ordinal);
        await other.GetAsync("/cases");
        Assert.Equal(HttpStatusCode.NoContent, (await other.PostAsync(address + "/writing")).Status);
        Assert.StartsWith("赵磊 正在填写", Assert.Single(await mine.NextAsync()), StringComparison.Ordinal);
        his.Dispose();
        Assert.Empty(await mine.NextAsync());
    }

    [Theory, OnPostgres]
    public async Task Stream_OfOneNode_HearsOfPeopleOnAnother(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await using var other = await app.SecondNodeAsync();
        var address = $"/cases/{(await app.InvestigatingAsync()).Number}/presence";
        using var mine = await View.OpenAsync(await app.SignInAsync(app.Agent), address);
        Assert.Empty(await mine.NextAsync());
        await ListeningAsync(app);

        var his = await View.OpenAsync(await other.SignInAsync(other.Supervisor), address);
        Assert.StartsWith("赵磊 也在看", Assert.Single(await mine.NextAsync()), StringComparison.Ordinal);
        his.Dispose();
        Assert.Empty(await mine.NextAsync());
    }

    [Theory, OnSqlite]
    public async Task Stream_ForWhoMayNotSeeTheCase_IsNotThere(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var address = $"/cases/{(await app.InvestigatingAsync()).Number}/presence";
        var stranger = await app.SignInAsync(app.Stranger);
        await stranger.GetAsync("/cases");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), ((await stranger.GetAsync(address)).Status, (await stranger.PostAsync(address + "/writing")).Status));
        Assert.NotEqual(HttpStatusCode.OK, (await app.Anonymous().GetAsync(address)).Status);
    }

    [Fact]
    public void Book_OfPeopleElsewhere_ForgetsWhomNobodyTellsOfAgain()
    {
        var clock = new FakeClock();
        var book = new PresenceBook(clock);
        var came = clock.Now;
        book.Heard("b", 1, 7, came);
        book.Heard("c", 1, 7, came.AddMinutes(-3));
        book.Heard("b", 2, 8, came);

        Assert.Equal([new Present(7, came.AddMinutes(-3), false)], book.At(1));
        clock.Advance(TimeSpan.FromSeconds(20));
        book.Heard("b", 1, 7, came);
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal([new Present(7, came, false)], book.At(1));
        Assert.Empty(book.At(2));
        book.HeardLeaving("b", 1, 7);
        Assert.Empty(book.At(1));
    }

    [Fact]
    public void Book_OfOneWithManyTabs_EndsTheOldest()
    {
        var book = new PresenceBook(new FakeClock());
        var views = Enumerable.Range(1, PresenceBook.MostOfAnAccount + 1).Select(i => book.Open(i, 7)).ToList();

        Assert.Equal([true, false], views.Take(2).Select(v => v.IsCrowded));
        views.ForEach(v => v.Dispose());
        Assert.Empty(book.At(2));
    }

    /// <summary>Back once this node has its connection to the others.</summary>
    private static async Task ListeningAsync(CasesApp app)
    {
        var hub = app.Services.GetRequiredService<LiveHub>();
        await hub.Opened.WaitAsync(Patience);
        await using var db = app.Read();
        for (var i = 0; i < 200; i++)
        {
            var found = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.SqlQueryRaw<int>(
                db.Database, "SELECT 1 AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND application_name = {0} AND query LIKE 'LISTEN%' AND state = 'idle'", LiveListening.ApplicationName));
            if (found > 0) return;
            await Task.Delay(50);
        }

        Assert.Fail("This node does not listen.");
    }

    private sealed class View(HttpResponseMessage response, StreamReader lines) : IDisposable
    {
        public static async Task<View> OpenAsync(Visitor visitor, string address)
        {
            var response = await visitor.OpenAsync(address);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
            return new View(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
        }

        /// <summary>What the next event says of each.</summary>
        public async Task<List<string>> NextAsync()
        {
            using var patience = new CancellationTokenSource(Patience);
            while (await lines.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal)) return [.. JsonDocument.Parse(line[6..]).RootElement.EnumerateArray().Select(o => o.GetProperty("text").GetString()!)];
            }

            throw new InvalidOperationException("The stream has ended.");
        }

        public void Dispose()
        {
            lines.Dispose();
            response.Dispose();
        }
    }
}
