using CsKpiCases.Data;
using CsKpiCases.Data.Rows;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Hosting.Access;

/// <summary>Sign-in by cookie for people and by bearer token for programs; everything is closed that does not say otherwise.</summary>
public static class AccessServices
{
    private const string EitherScheme = "CookieOrBearer";

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<ShopBook>();
        services.AddSingleton<ShopPeople>();
        services.AddScoped<CurrentShop>();
        services.AddSingleton<ApiTokens>();
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, o => o.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey("Authorization") ? BearerAuthentication.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerAuthentication.SchemeName, null)
            .AddIdentityCookies();
        services.AddIdentityCore<Account>(ConfigureIdentity)
            .AddEntityFrameworkStores<CasesDbContext>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddClaimsPrincipalFactory<AccountClaims>();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = LeadToSignIn.SignInPath;
            cookie.Events.OnRedirectToLogin = LeadToSignIn.Redirect;
            cookie.AccessDeniedPath = "/errors/403";
            cookie.Cookie.Name = "cases";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.SlidingExpiration = true;
        });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<IOptions<SignInSettings>>((cookie, settings) => cookie.ExpireTimeSpan = TimeSpan.FromHours(settings.Value.SessionHours));
        services.AddOptions<IdentityOptions>().Configure<IOptions<SignInSettings>>((identity, settings) =>
        {
            identity.Lockout.MaxFailedAccessAttempts = settings.Value.FailuresBeforeLockout;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(settings.Value.LockoutMinutes);
        });
        services.Configure<MvcOptions>(mvc =>
        {
            mvc.Filters.Add<NoTokensOnPages>();
            mvc.Filters.Add<MustChangePassword>();
        });
        // A changed role or password ends the sessions within half a minute.
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromSeconds(30));
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    private static void ConfigureIdentity(IdentityOptions options)
    {
        options.Password.RequiredLength = Passwords.ShortestLength;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireDigit = false;
        options.Password.RequiredUniqueChars = Passwords.LeastDistinct;
        options.User.RequireUniqueEmail = false;
        options.User.AllowedUserNameCharacters = string.Empty; // names may be Chinese
    }
}
