using System.Text.Encodings.Web;
using System.Text.Unicode;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;
using CsKpiCases.Web.Hosting.Api;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CsKpiCases.Web.Hosting;

/// <summary>The site: pages in feature folders, both languages, security headers, error pages, static files.</summary>
public static class WebSite
{
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>The content root is the program's folder, wherever it is started from.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var configuration = builder.Configuration;
        if (string.IsNullOrEmpty(configuration["urls"]) && string.IsNullOrEmpty(configuration["http_ports"])
            && string.IsNullOrEmpty(configuration["https_ports"]) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        return builder;
    }

    public static WebApplicationBuilder AddSite(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets(); // does nothing when published
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.AddDevelopmentClock();
        var services = builder.Services;
        services.AddSingleton(Texts.Load(strict: builder.Environment.IsDevelopment()));
        services.AddPages();
        services.AddSharedParts();
        services.AddApi();
        return builder;
    }

    public static WebApplication UseSite(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseSecurityHeaders();
        app.UseRequestLocalization();
        app.UseErrorPages();
        app.UsePreparing();
        app.UseApiProblems();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseApiRates();
        app.UseAuthorization();
        app.UseApiGate();
        app.MapStaticAssets().AllowAnonymous();
        app.MapControllers().WithStaticAssets();
        app.MapDevelopmentClock();
        return app;
    }

    private static void AddPages(this IServiceCollection services)
    {
        // Chinese goes out as it is, not as numbered entities; what is unsafe in HTML stays escaped
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        var json = JavaScriptEncoder.Create(UnicodeRanges.All);
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Encoder = json);
        services.Configure<RequestLocalizationOptions>(Language.Configure);
        services.Configure<RazorViewEngineOptions>(options => options.ViewLocationExpanders.Add(new FeatureViews()));
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        services.AddAntiforgery(options => options.HeaderName = "X-CSRF-TOKEN");
        services.AddAuthentication();
        services.AddRateLimiter(SignInLimit.Configure);
        services.AddControllersWithViews(options =>
            {
                options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
                options.Filters.Add<RefuseNulCharacters>();
            })
            .AddJsonOptions(options => options.JsonSerializerOptions.Encoder = json);
    }
}
