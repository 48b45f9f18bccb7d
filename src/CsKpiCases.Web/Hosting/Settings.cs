using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;
using CsKpiCases.Web.Hosting.BuyerLinks;
using CsKpiCases.Web.Hosting.Mail;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Hosting.Webhooks;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Hosting;

/// <summary>Section <c>Serve</c>: what this process does.</summary>
public sealed class ServeSettings
{
    public const string Section = "Serve";

    /// <summary><c>all</c>, <c>web</c> or <c>worker</c> (jobs only).</summary>
    [RegularExpression("all|web|worker")]
    public string Role { get; set; } = "all";

    /// <summary>Fill a new embedded store with the demo shop.</summary>
    public bool Demo { get; set; } = true;

    /// <summary>Addresses and networks (<c>10.1.0.0/16</c>) of the proxies in front of the site, with commas between.</summary>
    public string Proxies { get; set; } = "";
}

/// <summary>Section <c>SignIn</c>.</summary>
public sealed class SignInSettings
{
    public const string Section = "SignIn";

    /// <summary>Attempts of one address in a minute.</summary>
    [Range(1, 10_000)]
    public int AttemptsPerMinute { get; set; } = 30;

    /// <summary>Wrong passwords in a row that close an account.</summary>
    [Range(1, 100)]
    public int FailuresBeforeLockout { get; set; } = 5;

    [Range(1, 24 * 60)]
    public int LockoutMinutes { get; set; } = 10;

    /// <summary>How long a session lasts without a request.</summary>
    [Range(1, 24 * 30)]
    public int SessionHours { get; set; } = 16;
}

/// <summary>Section <c>Workflow</c>: the limits of workflow.md.</summary>
public sealed class LimitSettings
{
    public const string Section = "Workflow";

    /// <summary>Yuan that an agent may grant alone.</summary>
    [Range(0, 1_000_000)]
    public decimal AgentLimit { get; set; } = new WorkflowSettings().AgentLimit;

    /// <summary>Yuan that a supervisor may grant; above it the general manager.</summary>
    [Range(0, 1_000_000)]
    public decimal SupervisorLimit { get; set; } = new WorkflowSettings().SupervisorLimit;

    /// <summary>Of the cases that rule themselves one in this many goes to a supervisor; 0: none.</summary>
    [Range(0, 1_000_000)]
    public int ReviewOneIn { get; set; } = new WorkflowSettings().ReviewOneIn;

    public WorkflowSettings ToWorkflow() => new() { AgentLimit = AgentLimit, SupervisorLimit = SupervisorLimit, ReviewOneIn = ReviewOneIn };
}

/// <summary>Reads the settings into their classes and checks them when the program starts.</summary>
public static class SettingsServices
{
    public static IServiceCollection AddSettings(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<ServeSettings>().Bind(configuration.GetSection(ServeSettings.Section)).ValidateDataAnnotations()
            .Validate(serve => TrustedProxies.Read(serve.Proxies) is not null, "Serve:Proxies holds addresses and networks such as 10.0.0.5, 10.1.0.0/16, with commas between.")
            .ValidateOnStart();
        services.AddOptions<SignInSettings>().Bind(configuration.GetSection(SignInSettings.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MailSettings>().Bind(configuration.GetSection(MailSettings.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<WebhookSettings>().Bind(configuration.GetSection(WebhookSettings.Section))
            .Validate(webhooks => AllowedHosts.Read(webhooks.AllowedPrivateHosts) is not null, WebhookSettings.Wrong).ValidateOnStart();
        services.AddOptions<LimitSettings>().Bind(configuration.GetSection(LimitSettings.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AfterSalesSettings>().Bind(configuration.GetSection(AfterSalesSettings.Section)).ValidateDataAnnotations()
            .Validate(terms => AfterSalesSettings.Read(terms.DamageWindows) is not null && AfterSalesSettings.Read(terms.PriceProtection) is not null, AfterSalesSettings.Wrong).ValidateOnStart();
        services.AddSingleton(p => p.GetRequiredService<IOptions<LimitSettings>>().Value.ToWorkflow() with { Terms = p.GetRequiredService<IOptions<AfterSalesSettings>>().Value.ToTerms() });
        services.AddOptions<ReturnVisitSettings>().Bind(configuration.GetSection(ReturnVisitSettings.Section))
            .Validate(visits => ReturnVisitSettings.Read(visits.DaysByTier) is not null, ReturnVisitSettings.Wrong).ValidateOnStart();
        services.AddOptions<BuyerSettings>().Bind(configuration.GetSection(BuyerSettings.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(p => p.GetRequiredService<IOptions<BuyerSettings>>().Value.ToThresholds());
        services.AddOptions<EvidenceSettings>().Bind(configuration.GetSection(EvidenceSettings.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(p => p.GetRequiredService<IOptions<EvidenceSettings>>().Value);
        services.AddOptions<BuyerPageSettings>().Bind(configuration.GetSection(BuyerPageSettings.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}

/// <summary>One setting as the table of the README names it.</summary>
/// <param name="Default">What holds where nobody says otherwise.</param>
/// <param name="IsSecret">Holds a password: shown masked.</param>
public sealed record Setting(string Key, string Default, bool IsSecret = false);

/// <summary>All settings that there are.</summary>
public static class SettingsTable
{
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("urls", WebSite.DefaultUrl),
        new("Store:Folder", "data"),
        new("ConnectionStrings:Cases", "", IsSecret: true),
        new("Serve:Role", new ServeSettings().Role),
        new("Serve:Demo", "true"),
        new("Serve:Proxies", new ServeSettings().Proxies),
        new("SignIn:AttemptsPerMinute", Text(new SignInSettings().AttemptsPerMinute)),
        new("SignIn:FailuresBeforeLockout", Text(new SignInSettings().FailuresBeforeLockout)),
        new("SignIn:LockoutMinutes", Text(new SignInSettings().LockoutMinutes)),
        new("SignIn:SessionHours", Text(new SignInSettings().SessionHours)),
        new("Api:RequestsPerSecond", Text(new ApiSettings().RequestsPerSecond)),
        new("Api:Burst", Text(new ApiSettings().Burst)),
        new("Api:AnonymousBurst", Text(new ApiSettings().AnonymousBurst)),
        new("BuyerPage:LinkDays", Text(new BuyerPageSettings().LinkDays)),
        new("BuyerPage:RequestsPerMinute", Text(new BuyerPageSettings().RequestsPerMinute)),
        new("BuyerPage:FilesPerCase", Text(new BuyerPageSettings().FilesPerCase)),
        new("Evidence:VideoMegabytes", Text(new EvidenceSettings().VideoMegabytes)),
        new("Mail:Host", new MailSettings().Host),
        new("Mail:Port", Text(new MailSettings().Port)),
        new("Mail:Security", new MailSettings().Security),
        new("Mail:User", new MailSettings().User),
        new("Mail:Password", "", IsSecret: true),
        new("Mail:From", new MailSettings().From),
        new("Mail:SiteUrl", new MailSettings().SiteUrl),
        new("Webhooks:AllowedPrivateHosts", new WebhookSettings().AllowedPrivateHosts),
        new("Workflow:AgentLimit", Text(new LimitSettings().AgentLimit)),
        new("Workflow:SupervisorLimit", Text(new LimitSettings().SupervisorLimit)),
        new("Workflow:ReviewOneIn", Text(new LimitSettings().ReviewOneIn)),
        new("AfterSales:ReturnAddress", new AfterSalesSettings().ReturnAddress),
        new("AfterSales:NoReasonDays", Text(new AfterSalesSettings().NoReasonDays)),
        new("AfterSales:DamageDays", Text(new AfterSalesSettings().DamageDays)),
        new("AfterSales:DamageWindows", new AfterSalesSettings().DamageWindows),
        new("AfterSales:PriceProtectionDays", Text(new AfterSalesSettings().PriceProtectionDays)),
        new("AfterSales:PriceProtection", new AfterSalesSettings().PriceProtection),
        new("AfterSales:SmallClaimLimit", Text(new AfterSalesSettings().SmallClaimLimit)),
        new("AfterSales:SmallClaimsPerAgentAndDay", Text(new AfterSalesSettings().SmallClaimsPerAgentAndDay)),
        new("AfterSales:SmallClaimsPerBuyerAndMonth", Text(new AfterSalesSettings().SmallClaimsPerBuyerAndMonth)),
        new("AfterSales:FreightCollect", new AfterSalesSettings().FreightCollect),
        new("ReturnVisits:DaysByTier", new ReturnVisitSettings().DaysByTier),
        new("Buyers:RefunderLeastOrders", Text(new BuyerSettings().RefunderLeastOrders)),
        new("Buyers:RefunderSharePercent", Text(new BuyerSettings().RefunderSharePercent)),
        new("Buyers:RefunderWindowDays", Text(new BuyerSettings().RefunderWindowDays)),
        new("Buyers:RefunderRefunds", Text(new BuyerSettings().RefunderRefunds)),
        new("Buyers:RefunderAmount", Text(new BuyerSettings().RefunderAmount)),
    ];

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
