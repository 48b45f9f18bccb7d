using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;

namespace CsKpiCases.Web.Features.Replies;

public static class RepliesServices
{
    public static IServiceCollection AddReplies(this IServiceCollection services)
    {
        services.AddSingleton<EditReplies>();
        services.AddScoped<ReadReplies>();
        services.AddScoped<OfferReplies>();
        services.AddSingleton(new DemoStep(21, "Canned replies", (p, shop, cancellation) => p.GetRequiredService<EditReplies>().TakeShippedAsync(shop.Id, null, cancellation)));
        return services.AddNavItem(new NavItem("replies.title", "/replies", 62, user => SignedIn.From(user)?.CanAnywhere(Right.WorkCases) == true));
    }
}
