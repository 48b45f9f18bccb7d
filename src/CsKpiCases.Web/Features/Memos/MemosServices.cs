using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.Memos;

/// <summary>The memo pad for Monday's meeting.</summary>
public static class MemosServices
{
    public static IServiceCollection AddMemos(this IServiceCollection services)
    {
        services.TryAddSingleton<ShopPeople>();
        services.AddScoped<ReadMemos>();
        services.AddScoped<WriteMemo>();
        services.AddSingleton<MemoFile>();
        services.AddScoped<DemoMemos>();
        services.AddSingleton(DemoStep.Of<DemoMemos>(20, "Memos", (memos, shop, cancellation) => memos.RunAsync(shop, cancellation)));
        return services.AddNavItem(new NavItem("memos.nav", "/memos", 64, user => SignedIn.From(user)?.CanAnywhere(Right.WriteMemos) == true, 'm'));
    }
}
