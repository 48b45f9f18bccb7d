using System.Net;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;
using CsKpiCases.Web.Hosting.Webhooks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Features.Webhooks;

public static class WebhooksServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton<AuditLog>();
        services.TryAddSingleton<ResolveHost>((host, cancellation) => Dns.GetHostAddressesAsync(host, cancellation));
        services.AddSingleton(p => new GuardedConnections(p.GetRequiredService<ResolveHost>(), p.GetRequiredService<IOptions<WebhookSettings>>().Value.ToAllowed()));
        // Addresses may hold what only their receiver should know: the client logs nothing.
        services.AddHttpClient(PostWebhook.Client).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(p => p.GetRequiredService<GuardedConnections>().Handler());
        services.AddSingleton<CheckTarget>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<PostWebhook>();
        services.AddSingleton<GivenUpNotice>();
        services.AddSingleton<ClaimDeliveries>();
        services.AddSingleton<SendWebhooks>();
        services.AddSingleton<ForgetOldDeliveries>();
        services.AddSingleton<SaveTarget>();
        services.AddSingleton<RemoveTarget>();
        services.AddSingleton<ReplayDeliveries>();
        services.AddScoped<ReadTargets>();
        services.AddScoped<CreateWebhook>();
        services.AddScoped<WebhookTargets>();
        services.TryAddScoped<KeptAnswers>();
        services.TryAddScoped<NamedShop>();
        return services.AddNavItem(new NavItem("webhooks.title", "/webhooks", 910, user => SignedIn.From(user)?.CanAnywhere(Right.ManageWebhooks) == true));
    }

    /// <summary>Sends in this process, unless its role is <c>web</c>.</summary>
    public static IServiceCollection AddWebhookSending(this IServiceCollection services, string? role) =>
        role == "web" ? services : services.AddHostedService<SendInBackground>();
}
