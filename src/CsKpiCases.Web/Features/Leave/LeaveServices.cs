using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
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
        services.AddNavItem(new NavItem("leave.nav", "/leave", 61, user => SignedIn.From(user)?.CanAnywhere(Right.AskLeave) == true));
        return services.AddMinuteJob<ReturnAbsentJob>();
    }
}
