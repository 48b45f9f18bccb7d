using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Notices;
using CsKpiCases.Web.Features.Sweep;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Mail;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Notices;

/// <summary>Notices by mail, to a real SMTP listener.</summary>
public sealed class MailNoticesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Breach_OfSomebodyWithAnAddress_IsMailedOnceInHisLanguageWithALink(StoreProvider provider)
    {
        await using var server = MailServer.Start();
        await using var host = await StartAsync(provider, server.Port);
        await WishAsync(host, host.Agent, "wang@example.com", "en");
        await WishAsync(host, host.Supervisor, "zhao@example.com", null);
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromHours(9));
        await host.MinuteAsync();
        await host.MinuteAsync();

        var toAgent = Assert.Single(server.Received, m => m.To.Mailboxes.Single().Address == "wang@example.com");
        Assert.Equal("cases@shop.example", toAgent.From.Mailboxes.Single().Address);
        Assert.Contains(@case.Number, toAgent.Subject);
        Assert.Contains($"https://cases.shop.example/cases/{@case.Number}", toAgent.TextBody);
        Assert.Contains("is past its limit", toAgent.TextBody);
        Assert.Equal("auto-generated", toAgent.Headers[MimeKit.HeaderId.AutoSubmitted]);
        Assert.Contains("已超时", Assert.Single(server.Received, m => m.To.Mailboxes.Single().Address == "zhao@example.com").TextBody);
        await using var db = host.Read();
        Assert.True(await db.Notices.Where(n => n.AccountId == host.Agent.AccountId).AllAsync(n => n.MailAt == null));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task QuietHours_HoldMailAndSendItAsOne(StoreProvider provider)
    {
        await using var server = MailServer.Start();
        await using var host = await StartAsync(provider, server.Port);
        // It is 09:00 in the shop.
        await WishAsync(host, host.Agent, "wang@example.com", "en", new QuietHours(new TimeOnly(8, 0), new TimeOnly(12, 0)));
        for (var i = 0; i < 5; i++)
        {
            await TellAsync(host, "notice.approval_needed", i);
            await host.MinuteAsync();
        }

        Assert.Empty(server.Received);
        host.Clock.Advance(TimeSpan.FromHours(3));
        await host.MinuteAsync();

        var mail = Assert.Single(server.Received);
        Assert.StartsWith("5 notices: ", mail.Subject!, StringComparison.Ordinal);
        Assert.Equal(5, mail.TextBody!.Split("needs approval").Length - 1);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Notice_ThatIsReadOrNotWanted_IsNotMailed(StoreProvider provider)
    {
        await using var server = MailServer.Start();
        await using var host = await StartAsync(provider, server.Port);
        await WishAsync(host, host.Agent, "wang@example.com", "en", new QuietHours(new TimeOnly(8, 0), new TimeOnly(12, 0)));
        await TellAsync(host, "notice.buyer_answered", 1); // not among the important ones
        await TellAsync(host, "notice.approval_needed", 2);
        await host.MinuteAsync();
        await using (var db = host.Read())
        {
            await db.Notices.ExecuteUpdateAsync(s => s.SetProperty(n => n.ReadAt, host.Clock.Now));
        }

        host.Clock.Advance(TimeSpan.FromHours(4));
        await host.MinuteAsync();
        Assert.Empty(server.Received);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Server_ThatIsAwayForHours_GetsTheMailAfterwardsOnce(StoreProvider provider)
    {
        var port = MailServer.FreePort();
        await using var host = await StartAsync(provider, port);
        await WishAsync(host, host.Agent, "wang@example.com", "en");
        await TellAsync(host, "notice.approval_needed", 1);
        for (var i = 0; i < 8; i++)
        {
            await host.MinuteAsync();
            host.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        await using var server = MailServer.Start(port);
        host.Clock.Advance(TimeSpan.FromHours(6));
        await host.MinuteAsync();
        await host.MinuteAsync();
        Assert.Single(server.Received);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Address_ThatTheServerRefuses_HoldsNobodyElseUpAndIsGivenUp(StoreProvider provider)
    {
        await using var server = MailServer.Start();
        server.Unknown.Add("gone@example.com");
        await using var host = await StartAsync(provider, server.Port);
        await WishAsync(host, host.Agent, "gone@example.com", "en");
        await WishAsync(host, host.OtherAgent, "li@example.com", "en");
        await TellAsync(host, "notice.approval_needed", 1);
        await TellAsync(host, "notice.approval_needed", 2, host.OtherAgent);
        for (var i = 0; i < 20; i++)
        {
            await host.MinuteAsync();
            host.Clock.Advance(TimeSpan.FromHours(7));
        }

        Assert.Equal("li@example.com", Assert.Single(server.Received).To.Mailboxes.Single().Address);
        await using var db = host.Read();
        var given = await db.Notices.SingleAsync(n => n.AccountId == host.Agent.AccountId);
        Assert.Equal((null, null, 12), (given.MailAt, given.MailedAt, given.MailAttempts));
    }

    private static Task<StoreHost> StartAsync(StoreProvider provider, int port) => StoreHost.StartAsync(provider, services =>
    {
        services.AddJobLedger().AddNoticeDelivery().AddSweep();
        services.Configure<MailSettings>(m =>
        {
            (m.Host, m.Port, m.Security) = ("127.0.0.1", port, "none");
            (m.From, m.SiteUrl) = ("售后 <cases@shop.example>", "https://cases.shop.example/");
        });
    });

    private static async Task WishAsync(StoreHost host, Actor person, string address, string? language, QuietHours? quiet = null)
    {
        await using var db = host.Read();
        await db.Users.Where(a => a.Id == person.AccountId).ExecuteUpdateAsync(s => s.SetProperty(a => a.Email, address).SetProperty(a => a.Language, language)
            .SetProperty(a => a.MailLevel, MailLevel.Important).SetProperty(a => a.QuietFrom, quiet == null ? null : quiet.From).SetProperty(a => a.QuietTo, quiet == null ? null : quiet.To));
    }

    private static async Task TellAsync(StoreHost host, string key, int number, Actor? to = null)
    {
        await using var db = host.Read();
        var arguments = $$"""{"number":"AS{{number}}","subject":"杯子","amount":"5"}""";
        db.Add(new OutboxMessage
        {
            Id = host.Provider.GetRequiredService<IdSource>().Next(), ShopId = host.Shop.Id, Kind = key, CreatedAt = host.Clock.Now,
            Payload = $$"""{"audience":"{{Audience.Account}}","accountId":{{(to ?? host.Agent).AccountId}},"arguments":{{arguments}}}""",
        });
        await db.SaveChangesAsync();
    }
}
