using System.Net;
using System.Text.Json;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Accounts;
using CsKpiCases.Web.Features.Notices;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Live;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Notices;

/// <summary>The stream of notices: what it tells, to whom, and when it ends.</summary>
public sealed class LiveNoticesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Stream_NoticeDelivered_TellsItInTheReadersWordsAndCounts(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await DeliverAsync(app, app.Agent, "AS1", "杯子");
        await using var stream = await LiveStream.OpenAsync(await app.SignInAsync(app.Agent, "en"));

        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType!.MediaType);
        var first = await stream.NextAsync();
        Assert.Equal(("notices", "1", 0), (first!.Name, first.Unread, first.Texts.Count));
        await DeliverAsync(app, app.OtherAgent, "AS2", "盘子");
        await DeliverAsync(app, app.Agent, "AS3", "碗");

        var told = await stream.NextAsync();
        Assert.Equal(("2", "2 unread", "AS3 was assigned to you: 碗"), (told!.Unread, told.Words, Assert.Single(told.Texts)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Stream_ReadElsewhere_CountsAnew(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await DeliverAsync(app, app.Agent, "AS1", "杯子");
        var elsewhere = await app.SignInAsync(app.Agent);
        await elsewhere.GetAsync("/notices");
        await using var stream = await LiveStream.OpenAsync(await app.SignInAsync(app.Agent));
        await stream.NextAsync();

        await elsewhere.PostAsync("/notices/read", ("upTo", $"{long.MaxValue}"));

        var told = await stream.NextAsync();
        Assert.Equal(("", "", 0), (told!.Unread, told.Words, told.Texts.Count));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Stream_OpenedAgain_GoesOnBehindWhatItsReaderHad(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var visitor = await app.SignInAsync(app.Agent);
        await DeliverAsync(app, app.Agent, "AS1", "杯子");
        var stream = await LiveStream.OpenAsync(visitor);
        var had = (await stream.NextAsync())!.Id;
        await stream.DisposeAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        for (var i = 2; i <= 6; i++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            await DeliverAsync(app, app.Agent, $"AS{i}", "碗");
        }

        await using var again = await LiveStream.OpenAsync(visitor, ("Last-Event-ID", had));

        var told = await again.NextAsync();
        Assert.Equal(("6", 2), (told!.Unread, told.More));
        Assert.Equal(["AS6 分配给了您：碗", "AS5 分配给了您：碗", "AS4 分配给了您：碗"], told.Texts);
    }

    [Theory, OnPostgres]
    public async Task Stream_OfOneNode_HearsWhatAnotherDelivers(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await using var other = await app.SecondNodeAsync();
        await using var stream = await LiveStream.OpenAsync(await other.SignInAsync(other.Agent));
        await stream.NextAsync();

        for (var i = 1; i <= 3; i++)
        {
            await DeliverAsync(app, app.Agent, $"AS{i}", "碗");
            var told = await stream.NextAsync();
            Assert.Equal(($"{i}", $"AS{i} 分配给了您：碗"), (told!.Unread, Assert.Single(told.Texts)));
        }
    }

    [Theory, OnPostgres]
    public async Task Stream_ConnectionToOtherNodesKilled_HearsAgainAndMissesNothing(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await using var other = await app.SecondNodeAsync();
        await using var stream = await LiveStream.OpenAsync(await other.SignInAsync(other.Agent));
        await stream.NextAsync();
        await DeliverAsync(app, app.Agent, "AS1", "碗");
        await stream.NextAsync(); // it listens by now

        await using (var db = app.Read())
        {
            var killed = await db.Database.SqlQueryRaw<bool>(
                "SELECT pg_terminate_backend(pid) AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND application_name = {0}", LiveListening.ApplicationName).ToListAsync();
            Assert.Contains(true, killed);
        }

        for (var i = 2; i <= 3; i++)
        {
            await DeliverAsync(app, app.Agent, $"AS{i}", "碗");
            Assert.Equal($"AS{i} 分配给了您：碗", Assert.Single((await stream.NextAsync())!.Texts));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Stream_SignedOut_Ends(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await using var other = provider == StoreProvider.Postgres ? await app.SecondNodeAsync() : null;
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/notices");
        await using var here = await LiveStream.OpenAsync(visitor);
        await using var stranger = await LiveStream.OpenAsync(await app.SignInAsync(app.OtherAgent));
        await using var there = other is null ? null : await LiveStream.OpenAsync(await other.SignInAsync(other.Agent));
        await here.NextAsync();
        await stranger.NextAsync();
        if (there is not null)
        {
            await there.NextAsync();
            await DeliverAsync(app, app.Agent, "AS1", "碗");
            await here.NextAsync();
            await there.NextAsync(); // it listens by now
        }

        await visitor.PostAsync("/sign-out");

        Assert.Null(await here.NextAsync());
        if (there is not null) Assert.Null(await there.NextAsync());
        using var again = await visitor.OpenAsync("/notices/live");
        Assert.Equal((HttpStatusCode.Redirect, "/sign-in?returnUrl=%2Fnotices%2Flive"), (again.StatusCode, again.Headers.Location!.OriginalString));
        await DeliverAsync(app, app.OtherAgent, "AS2", "碗");
        Assert.Equal("1", (await stranger.NextAsync())!.Unread);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Stream_AccountDisabled_EndsAndIsRefused(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var visitor = await app.SignInAsync(app.Agent);
        await using var stream = await LiveStream.OpenAsync(visitor);
        await stream.NextAsync();

        await app.Services.CreateScope().ServiceProvider.GetRequiredService<DisableAccount>().RunAsync(app.Agent.AccountId!.Value, isDisabled: true, Acting.Terminal, default);

        Assert.Null(await stream.NextAsync());
        using var again = await visitor.OpenAsync("/notices/live");
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    [Theory, OnSqlite]
    public async Task Stream_HostStops_EndsAtOnce(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await using var stream = await LiveStream.OpenAsync(await app.SignInAsync(app.Agent));
        await stream.NextAsync();

        var stopping = app.StopAsync();

        Assert.Null(await stream.NextAsync());
        await stopping;
        Assert.Equal(0, app.Services.GetRequiredService<LiveHub>().Count);
    }

    [Theory, OnSqlite]
    public async Task Stream_OneTooMany_ClosesTheOldest(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        var visitor = await app.SignInAsync(app.Agent);
        var streams = new List<LiveStream>();
        for (var i = 0; i <= LiveHub.MostOfAnAccount; i++)
        {
            streams.Add(await LiveStream.OpenAsync(visitor));
            await streams[^1].NextAsync();
        }

        Assert.Equal("crowded", (await streams[0].NextAsync())!.Name);
        Assert.Null(await streams[0].NextAsync());
        await DeliverAsync(app, app.Agent, "AS1", "碗");
        foreach (var stream in streams.Skip(1)) Assert.Equal("1", (await stream.NextAsync())!.Unread);
        foreach (var stream in streams) await stream.DisposeAsync();
    }

    [Theory, OnSqlite]
    public async Task Stream_ForNobody_LeadsToTheSignIn(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        using var answer = await app.Anonymous().OpenAsync("/notices/live");
        Assert.Equal((HttpStatusCode.Redirect, "/sign-in?returnUrl=%2Fnotices%2Flive"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Theory, OnPostgres]
    public async Task Notification_OfManyAccounts_IsSplitBelowTheDatabasesBound(StoreProvider provider)
    {
        await using var app = await CasesApp.StartAsync(provider);
        await using var other = await app.SecondNodeAsync();
        await using var stream = await LiveStream.OpenAsync(await other.SignInAsync(other.Agent));
        await stream.NextAsync();
        var many = Enumerable.Range(0, 2000).Select(i => long.MaxValue - i).Append(app.Agent.AccountId!.Value).ToList();
        var live = app.Services.GetRequiredService<LiveNews>();

        await app.Services.GetRequiredService<CaseWriter>().WriteAsync(async (db, token) =>
        {
            db.Add(new InboxNotice { Id = app.Services.GetRequiredService<IdSource>().Next(), ShopId = app.Shop.Id, AccountId = app.Agent.AccountId!.Value, TextKey = "notice.digest", Arguments = "[1,1]", At = app.Clock.Now });
            await db.SaveChangesAsync(token);
            await live.TellAsync(db, many, token);
        });

        Assert.Equal("1", (await stream.NextAsync())!.Unread);
    }

    private static async Task DeliverAsync(CasesApp app, Actor to, string number, string subject)
    {
        await using (var db = app.Read())
        {
            db.Add(new OutboxMessage
            {
                Id = app.Services.GetRequiredService<IdSource>().Next(), ShopId = app.Shop.Id, Kind = "notice.case_assigned", CreatedAt = app.Clock.Now,
                Payload = JsonSerializer.Serialize(new { audience = "Account", accountId = to.AccountId, arguments = new[] { number, subject } }),
            });
            await db.SaveChangesAsync();
        }

        await app.Services.GetRequiredService<DeliverNotices>().RunAsync(default);
    }
}
