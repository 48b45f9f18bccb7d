using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Hosting.Jobs;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsKpiCases.Web.Features.Leave;

/// <summary>Leave, swaps, and the work of those who are away.</summary>
public static class LeaveServices
{
    public static IServiceCollection AddLeave(this IServiceCollection services)
    {
        services.TryAddSingleton<ShopPeople>();
        services.AddScoped<ReadLeave>();
        services.AddSingleton<AskForLeave>();
        services.AddSingleton<AnswerLeave>();
        services.AddSingleton<SwapShifts>();
        services.AddSingleton<ReturnAbsent>();
        services.AddScoped<DemoLeave>();
        services.AddSingleton(DemoStep.Of<DemoLeave>(17, "Leave", (leave, shop, cancellation) => leave.RunAsync(shop, cancellation)));
        services.AddNavItem(new NavItem("leave.nav", "/leave", 61, user => SignedIn.From(user)?.CanAnywhere(Right.AskLeave) == true));
        return services.AddMinuteJob<ReturnAbsentJob>();
    }
}
