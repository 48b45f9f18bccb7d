using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Webhooks;
using CsKpiCases.Web.Features.Webhooks;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Webhooks;

/// <summary>Webhooks to a real listener.</summary>
public sealed class SendWebhooksTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Refused_ThenTaken_IsSentAgainWithTheSameIdAndBody(StoreProvider provider)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.RefuseFirst(1, 500);
        await using var host = await WebhookHost.StartAsync(provider);
        var (id, _) = await host.TargetAsync(receiver.Url, WebhookType.CaseLogged);
        await host.InvestigatingAsync();

        Assert.Equal(1, await host.SendAsync());
        Assert.NotNull((await host.ReadTargetAsync(id)).FailingSince);
        host.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, await host.SendAsync());
        host.Clock.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(1, await host.SendAsync());
        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await host.SendAsync());

        Assert.Equal(2, receiver.All.Count);
        Assert.Equal((receiver.All[0].EventId, receiver.All[0].Body), (receiver.All[1].EventId, receiver.All[1].Body));
        Assert.NotEqual(receiver.All[0].Signature, receiver.All[1].Signature);
        var delivery = Assert.Single(await host.DeliveriesAsync());
        Assert.Equal((2, 204, null, null), (delivery.Attempts, delivery.Status, delivery.Error, delivery.DueAt));
        Assert.NotNull(delivery.DeliveredAt);
        Assert.Null((await host.ReadTargetAsync(id)).FailingSince);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task NeverTaken_AfterTheLastAttempt_IsGivenUpToldOnceAndCanBeReplayed(StoreProvider provider)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, response) =>
        {
            response.StatusCode = 503;
            return response.WriteAsync("keine \0 Zeit\n" + new string('x', 10_000));
        };
        await using var host = await WebhookHost.StartAsync(provider);
        var (id, _) = await host.TargetAsync(receiver.Url, WebhookType.CaseLogged);
        for (var i = 0; i < 2; i++) await host.InvestigatingAsync();
        for (var i = 0; i < 3 * RetryPlan.MostAttempts; i++)
        {
            await host.SendAsync();
            host.Clock.Advance(TimeSpan.FromHours(5));
        }

        Assert.Equal(2 * RetryPlan.MostAttempts, receiver.All.Count);
        var dead = await host.DeliveriesAsync();
        Assert.All(dead, d => Assert.True(d is { DeadAt: not null, DueAt: null, Attempts: RetryPlan.MostAttempts, Status: 503 }));
        Assert.StartsWith("keine Zeit xxx", dead[0].Error, StringComparison.Ordinal);
        await using (var db = host.Read())
        {
            Assert.Contains("Overseers", (await db.OutboxMessages.SingleAsync(m => m.Kind == GivenUpNotice.NoticeKey)).Payload, StringComparison.Ordinal);
        }

        receiver.RefuseFirst(0, 500);
        var replay = host.Provider.GetRequiredService<ReplayDeliveries>();
        Assert.Equal(ReplayEnd.Asked, await replay.OneAsync(host.Shop.Id, id, dead[0].Id, Acting.Terminal, default));
        Assert.Equal(1, await host.SendAsync());
        Assert.Equal((ReplayEnd.Asked, 1), await replay.FailedAsync(host.Shop.Id, id, Acting.Terminal, default));
        Assert.Equal(1, await host.SendAsync());
        Assert.Equal(dead.Select(d => d.EventId.ToString(System.Globalization.CultureInfo.InvariantCulture)), receiver.All.TakeLast(2).Select(g => g.EventId));
        Assert.All(await host.DeliveriesAsync(), d => Assert.Equal((1, 1), (d.Attempts, d.Replays)));
        Assert.Equal(ReplayEnd.Missing, await replay.OneAsync(host.Shop.Id + 1, id, dead[0].Id, Acting.Terminal, default));
        Assert.Equal((ReplayEnd.Missing, 0), await replay.FailedAsync(host.Shop.Id + 1, id, Acting.Terminal, default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Target_ThatAsksToBeLeftAlone_IsUntilThen(StoreProvider provider)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.RefuseFirst(1, 429, response => response.Headers.RetryAfter = "600");
        await using var host = await WebhookHost.StartAsync(provider);
        await host.TargetAsync(receiver.Url, WebhookType.CaseLogged);
        await host.InvestigatingAsync();
        await host.SendAsync();
        await host.InvestigatingAsync();

        host.Clock.Advance(TimeSpan.FromSeconds(590));
        Assert.Equal(0, await host.SendAsync());
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, await host.SendAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TargetThatIsDown_OfTwo_KeepsNeitherCasesNorTheOther(StoreProvider provider)
    {
        await using var receiver = await Receiver.StartAsync();
        var down = await Receiver.StartAsync();
        var gone = down.Url;
        await down.DisposeAsync();
        await using var host = await WebhookHost.StartAsync(provider);
        var (id, _) = await host.TargetAsync(gone, WebhookType.CaseLogged);
        await host.TargetAsync(receiver.Url, WebhookType.CaseLogged);
        for (var i = 0; i < 30; i++) Assert.IsType<Data.Cases.CaseResult.Done>(await host.Store.LogAsync(host.Shop, new LogCase(host.Shop.Id, "", "杯子碎了", Channel.Phone), host.Agent));

        await host.SendAsync();
        Assert.Equal(30, receiver.All.Select(g => g.EventId).Distinct().Count());
        var attempts = (await host.DeliveriesAsync()).Where(d => d.TargetId == id).Sum(d => d.Attempts);
        Assert.InRange(attempts, 1, 4);
        Assert.NotNull((await host.ReadTargetAsync(id)).FailingSince);

        // While it fails one attempt at a time sees whether it still does.
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await host.SendAsync());
        await using (var db = host.Read()) await db.WebhookTargets.Where(t => t.Id == id).ExecuteUpdateAsync(s => s.SetProperty(t => t.Url, receiver.Url));
        host.Clock.Advance(TimeSpan.FromMinutes(20));
        await host.SendAsync();
        Assert.Equal(60, receiver.All.Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TwoNodes_AtOnce_SendEachEventOnce(StoreProvider provider)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(provider);
        await using var second = await host.SecondNodeAsync();
        await host.TargetAsync(receiver.Url, WebhookType.CaseLogged);
        for (var i = 0; i < 90; i++) await host.Store.LogAsync(host.Shop, new LogCase(host.Shop.Id, "", "杯子碎了", Channel.Phone), host.Agent);

        var sent = await Task.WhenAll(host.SendAsync(), second.SendAsync(), host.SendAsync(), second.SendAsync());

        Assert.Equal(90, sent.Sum());
        Assert.Equal(90, receiver.All.Count);
        Assert.Equal(90, receiver.All.Select(g => g.EventId).Distinct().Count());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ClaimOfAKilledNode_WhenItIsOver_IsTakenUpByAnother(StoreProvider provider)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(provider);
        await using var second = await host.SecondNodeAsync();
        var (id, _) = await host.TargetAsync(receiver.Url, WebhookType.CaseLogged);
        await host.InvestigatingAsync();
        var claimed = await second.Provider.GetRequiredService<ClaimDeliveries>().TakeAsync(id, default);

        Assert.Single(claimed!.Deliveries);
        Assert.Equal(0, await host.SendAsync());
        host.Clock.Advance(ClaimDeliveries.Lease);
        Assert.Equal(1, await host.SendAsync());

        // The killed one lives after all: what it says late counts no more.
        await second.Provider.GetRequiredService<ClaimDeliveries>().KeepAsync(claimed, new Dictionary<long, PostOutcome> { [claimed.Deliveries[0].Id] = new(500, "late", true) });
        Assert.NotNull(Assert.Single(await host.DeliveriesAsync()).DeliveredAt);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Sender_ThatIsStopped_GivesBackWhatItHadTaken(StoreProvider provider)
    {
        await using var receiver = await Receiver.StartAsync();
        using var stopping = new CancellationTokenSource();
        receiver.Answer = async (_, response) =>
        {
            await stopping.CancelAsync();
            await Task.Delay(Timeout.Infinite, response.HttpContext.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        await using var host = await WebhookHost.StartAsync(provider);
        await host.TargetAsync(receiver.Url, WebhookType.CaseLogged);
        await host.InvestigatingAsync();

        Assert.Equal(0, await host.Sender().RunAsync(stopping.Token));

        var delivery = Assert.Single(await host.DeliveriesAsync());
        Assert.Equal((0, host.Clock.Now), (delivery.Attempts, delivery.DueAt));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task DisabledTarget_GetsNothingNewAndLaterWhatWaited(StoreProvider provider)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(provider);
        var (id, _) = await host.TargetAsync(receiver.Url, WebhookType.CaseLogged);
        var save = host.Provider.GetRequiredService<SaveTarget>();
        await host.InvestigatingAsync();
        Assert.True(await save.EnableAsync(host.Shop.Id, id, false, Acting.Terminal, default));
        await host.InvestigatingAsync();
        Assert.Equal(0, await host.SendAsync());
        Assert.True(await save.EnableAsync(host.Shop.Id, id, true, Acting.Terminal, default));
        Assert.Equal(1, await host.SendAsync());

        host.Clock.Advance(TimeSpan.FromDays(ForgetOldDeliveries.KeptDays - 1));
        Assert.Equal(0, await host.Provider.GetRequiredService<ForgetOldDeliveries>().RunAsync(default));
        host.Clock.Advance(TimeSpan.FromDays(1));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await host.Provider.GetRequiredService<ForgetOldDeliveries>().RunAsync(default));
    }
}
