using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.ChatChecks;

/// <summary>Checks of chats with marks and banned phrases.</summary>
public static class ChatChecksServices
{
    public static IServiceCollection AddChatChecks(this IServiceCollection services)
    {
        services.TryAddSingleton<ShopPeople>();
        services.TryAddSingleton<AuditLog>();
        services.AddScoped<ReadChecks>();
        services.AddScoped<ShopPhrases>();
        services.AddScoped<DrawSample>();
        services.AddScoped<MarkChat>();
        services.AddScoped<DemoChecks>();
        services.AddSingleton(DemoStep.Of<DemoChecks>(19, "Chat checks", (checks, shop, cancellation) => checks.RunAsync(shop, cancellation)));
        services.AddNavItem(new NavItem("checks.nav", "/chat-checks", 63, user => SignedIn.From(user)?.CanAnywhere(Right.CheckChats) == true));
        return services.AddNavItem(new NavItem("checks.mine-nav", "/chat-checks/mine", 63, user => SignedIn.From(user) is { } who && who.CanAnywhere(Right.ReadOwnScore) && !who.CanAnywhere(Right.CheckChats)));
    }
}
