using System.Net;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Webhooks;
using CsKpiCases.Web.Features.Webhooks;
using CsKpiCases.Web.Hosting.Webhooks;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Webhooks;

public sealed class GuardedConnectionsTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.8.9.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.0.0.5", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.5", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:5", false)]
    [InlineData("::10.0.0.5", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:a00:5::1", false)]
    public void Address_OfEachKind_IsPublicOrNot(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddresses.Contain(IPAddress.Parse(address)));

    [Theory]
    [InlineData("", true)]
    [InlineData("erp.intern, 10.1.0.0/16,192.168.1.7 , fd00::/8", true)]
    [InlineData("10.1.0.0/99", false)]
    [InlineData("erp intern", false)]
    [InlineData("https://erp.intern", false)]
    public void AllowedHosts_Read_AreNamesAddressesAndNetworks(string text, bool isRight) => Assert.Equal(isRight, AllowedHosts.Read(text) is not null);

    [Theory]
    [InlineData("https://erp.example.com/hooks?k=v", null)]
    [InlineData("https://例子.中国/hooks", null)]
    [InlineData("http://erp.intern:8080/", null)]
    [InlineData("http://10.1.2.3/", null)]
    [InlineData("http://ERP.intern/", null)]
    [InlineData("http://erp.example.com/", "https_required")]
    [InlineData("https://10.2.0.1/", "private_address")]
    [InlineData("https://[::1]/", "private_address")]
    [InlineData("https://[::ffff:127.0.0.1]/", "private_address")]
    [InlineData("https://2130706433/", "private_address")]
    [InlineData("https://0x7f.1/", "private_address")]
    [InlineData("https://localhost/", "private_address")]
    [InlineData("https://x.localhost/", "private_address")]
    [InlineData("ftp://erp.example.com/", "invalid_url")]
    [InlineData("https://me:secret@erp.example.com/", "invalid_url")]
    [InlineData("https://erp.example.com/#x", "invalid_url")]
    [InlineData("https://erp.example.com/a b", "invalid_url")]
    [InlineData("/hooks", "invalid_url")]
    [InlineData("https://", "invalid_url")]
    [InlineData("", "url_required")]
    public void Url_OfATarget_IsTakenOrRefusedWithItsReason(string url, string? code)
    {
        var check = new CheckTarget(new GuardedConnections((_, _) => throw new InvalidOperationException(), AllowedHosts.Read("erp.intern, 10.1.0.0/16")!));
        Assert.Equal(code, check.Run(new TargetDraft("ERP", url, [WebhookType.CaseLogged])).SingleOrDefault()?.Code);
    }

    [Fact]
    public void Draft_WithSeveralFaults_NamesThemAll()
    {
        var check = new CheckTarget(new GuardedConnections((_, _) => throw new InvalidOperationException(), AllowedHosts.Read("")!));
        Assert.Equal(["name", "url", "events[1]"], check.Run(new TargetDraft(" ", new string('x', 501), [WebhookType.CaseLogged, "case.eaten"])).Select(f => f.Field));
        Assert.Equal("events_required", check.Run(new TargetDraft("ERP", "https://erp.example.com", [])).Single().Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task NameThatMeansThisMachine_WhenConnectedTo_IsRefusedUnlessItIsAllowed(StoreProvider provider)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(provider, allowed: "erp.intern");
        await host.TargetAsync($"http://erp.intern:{receiver.Port}/hooks", WebhookType.CaseLogged);
        var (outside, _) = await host.TargetAsync($"https://looks-public.example:{receiver.Port}/hooks", WebhookType.CaseLogged);
        await host.InvestigatingAsync();

        await host.SendAsync();

        Assert.Single(receiver.All);
        var refused = Assert.Single(await host.DeliveriesAsync(), d => d.TargetId == outside);
        Assert.Null(refused.Status);
        Assert.Contains("no public address", refused.Error, StringComparison.Ordinal);
        Assert.NotNull(refused.DueAt);
    }

    [Theory, OnSqlite]
    public async Task Redirect_ToSomewhereElse_IsNotFollowed(StoreProvider provider)
    {
        await using var elsewhere = await Receiver.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        receiver.RefuseFirst(1, 307, response => response.Headers.Location = elsewhere.Url);
        await using var host = await WebhookHost.StartAsync(provider);
        await host.TargetAsync(receiver.Url, WebhookType.CaseLogged);
        await host.InvestigatingAsync();

        await host.SendAsync();

        Assert.Empty(elsewhere.All);
        Assert.Equal(307, Assert.Single(await host.DeliveriesAsync()).Status);
    }
}
