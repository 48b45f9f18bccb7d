using CsKpiCases.Web.Features.CaseApi;
using CsKpiCases.Web.Features.CasePage;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Features.Incidents;
using CsKpiCases.Web.Features.Measures;
using CsKpiCases.Web.Features.NightlyReport;
using CsKpiCases.Web.Features.PaySheet;
using CsKpiCases.Web.Features.PlatformHealth;
using CsKpiCases.Web.Features.Quality;
using CsKpiCases.Web.Features.Registers;
using CsKpiCases.Web.Features.Replies;
using CsKpiCases.Web.Features.Scores;
using CsKpiCases.Web.Features.Simulators;
using CsKpiCases.Web.Features.Webhooks;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>The HTTP API: its rules for the site, and its routes.</summary>
public static class ApiHosting
{
    /// <summary>What holds below <c>/api</c> whatever routes there are.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddOptions<ApiSettings>().BindConfiguration(ApiSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ApiRates>();
        services.AddSingleton<ApiDocument>();
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.AddOpenApi(ApiDocument.Name, ApiDocumentShape.Configure);
        // A program that is not signed in gets 401, not a page to sign in at.
        services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Events.OnRedirectToLogin = OnlyPages(cookie.Events.OnRedirectToLogin, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = OnlyPages(cookie.Events.OnRedirectToAccessDenied, StatusCodes.Status403Forbidden);
        });
        return services;
    }

    /// <summary>The routes; the store's services must be there.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(ApiPath.Prefix);
        api.MapCaseApi();
        api.MapEvidencePack();
        api.MapImports();
        api.MapNightlyReport();
        api.MapScores();
        api.MapPay();
        api.MapPlatformHealth();
        api.MapSimulators();
        api.MapWebhooks();
        api.MapRegisters();
        api.MapReplies();
        api.MapMeasures();
        api.MapIncidents();
        api.MapQuality();
        app.MapGet(ApiDocument.Address, DocumentAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> DocumentAsync(ApiDocument document, CancellationToken cancellation) =>
        Results.Bytes((await document.GetAsync(cancellation)).Json, "application/json; charset=utf-8");

    private static Func<RedirectContext<CookieAuthenticationOptions>, Task> OnlyPages(Func<RedirectContext<CookieAuthenticationOptions>, Task> redirect, int status) => context =>
    {
        if (!ApiPath.IsApi(context.HttpContext)) return redirect(context);
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };
}
