using System.Net;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Webhooks;
using CsKpiCases.Web.Features.Sweep;
using CsKpiCases.Web.Features.Webhooks;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Webhooks;
using CsKpiCases.Web.Tests.Cases;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Webhooks;

/// <summary>The store with webhooks, which the tests send instead of a background service. Every name means this machine.</summary>
internal static class WebhookHost
{
    public static Task<StoreHost> StartAsync(StoreProvider provider, string allowed = "127.0.0.1")
    {
        var keys = new EphemeralDataProtectionProvider();
        return StoreHost.StartAsync(provider, services =>
        {
            services.AddSingleton<IDataProtectionProvider>(keys);
            services.AddSingleton<ResolveHost>((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));
            services.Configure<WebhookSettings>(s => s.AllowedPrivateHosts = allowed);
            services.AddJobLedger().AddSweep().AddWebhooks();
        });
    }

    public static SendWebhooks Sender(this StoreHost host) => host.Provider.GetRequiredService<SendWebhooks>();

    public static Task<int> SendAsync(this StoreHost host) => host.Sender().RunAsync(default);

    public static async Task<(long Id, string Secret)> TargetAsync(this StoreHost host, string url, params string[] events)
    {
        var saved = await host.Provider.GetRequiredService<SaveTarget>().AddAsync(
            host.Shop.Id, new TargetDraft("ERP", url, events.Length == 0 ? WebhookType.All : events), Acting.Terminal, null, default);
        Assert.Empty(saved.Faults);
        return (saved.Id, saved.Secret!);
    }

    public static async Task<List<WebhookDelivery>> DeliveriesAsync(this StoreHost host)
    {
        await using var db = host.Read();
        return await db.WebhookDeliveries.AsNoTracking().OrderBy(d => d.Id).ToListAsync();
    }

    public static async Task<WebhookTarget> ReadTargetAsync(this StoreHost host, long id)
    {
        await using var db = host.Read();
        return await db.WebhookTargets.AsNoTracking().SingleAsync(t => t.Id == id);
    }
}
