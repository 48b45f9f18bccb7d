using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.Registers;

/// <summary>The daily lists and registers, in the order of their overview.</summary>
public static class RegistersServices
{
    public static IServiceCollection AddRegisters(this IServiceCollection services)
    {
        services.AddSingleton<Register, PlatformDeadlinesToday>();
        services.AddSingleton<Register, OwingTracking>();
        services.AddSingleton<Register, ParcelsToChase>();
        services.AddSingleton<Register, PromisesDue>();
        services.AddSingleton<Register, Leftovers>();
        services.AddSingleton<Register, ReadyToClose>();
        services.AddSingleton<Register, PlatformDiffers>();
        services.AddSingleton<Register, OrphanPile>();
        services.AddSingleton<Register, ReshipmentRegister>();
        services.AddSingleton<Register, CashbackRegister>();
        services.AddSingleton<Register, WrongShipments>();
        services.AddSingleton<Register, ReturnedParcels>();
        services.AddSingleton<Register, CarrierClaimRegister>();
        services.AddScoped<RegisterWords>();
        services.AddScoped<ShowRegister>();
        services.AddScoped<RegisterFile>();
        services.AddScoped<ActOnRows>();
        return services.AddNavItem(new NavItem("nav.registers", "/registers", 20, user => SignedIn.From(user)?.CanAnywhere(Right.ReadCases) == true, 'e'));
    }
}
