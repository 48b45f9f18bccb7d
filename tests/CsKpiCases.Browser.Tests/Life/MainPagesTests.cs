using System.Text.RegularExpressions;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.Playwright;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>
/// Every main page of the demo shop, in both languages, at desk and phone width: nothing on the console, no broken content
/// policy, no barrier that axe calls serious, no sideways scrolling, nothing cut off. With <c>CASES_SCREENSHOTS</c> naming a folder, a picture of each.
/// </summary>
public sealed partial class MainPagesTests(DemoSite site, Chromium chromium) : IClassFixture<DemoSite>, IClassFixture<Chromium>
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("CASES_SCREENSHOTS") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    private const string MissingCase = "/cases/AS0001";

    // whoever comes first shows what he has; the others what is theirs alone
    private static readonly string[] Visitors = ["wangmin", "zhaolei", "guozong", "demo-admin"];

    [Theory]
    [InlineData("zh-CN", 1280)]
    [InlineData("en", 1280)]
    [InlineData("zh-CN", 390)]
    [InlineData("en", 390)]
    public async Task MainPage_OfTheDemoShop_IsCleanAccessibleAndFits(string locale, int width)
    {
        var faults = new List<string>();
        var seen = new HashSet<string>();
        await VisitSignInAsync(locale, width, faults);
        foreach (var name in Visitors)
        {
            await using var visitor = await Visitor.AtAsync(chromium.Browser, site.Address, faults, locale, width, width < 500 ? 844 : 900);
            await visitor.SignInAsync(name, DemoAccounts.Password);
            foreach (var path in await PathsAsync(visitor, name))
            {
                // what is one's own looks different for each; the rest is looked at once
                if (seen.Add(path is "/cases" || path.StartsWith("/sla/", StringComparison.Ordinal) ? path + name : path)) await LookAsync(visitor, path, $"{name}-{locale}-{width}", locale, faults);
            }
        }

        // the browser itself notes the missing page, late or soon
        faults.RemoveAll(fault => fault.Contains(MissingCase + ": Failed to load resource", StringComparison.Ordinal));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private async Task VisitSignInAsync(string locale, int width, List<string> faults)
    {
        await using var stranger = await Visitor.AtAsync(chromium.Browser, site.Address, faults, locale, width);
        await LookAsync(stranger, "/sign-in", $"{locale}-{width}", locale, faults);
    }

    /// <summary>The navigation, and from the lists one of what they list.</summary>
    private static async Task<List<string>> PathsAsync(Visitor visitor, string name)
    {
        var paths = new List<string> { "/cases" };
        paths.AddRange(await HrefsAsync(visitor, "nav.top-nav a"));
        if (name == "demo-admin") paths.AddRange(["/sla/new-policy", "/sla/import-policies", "/sla/new-calendar", "/webhooks/new", await WebhookAsync(visitor)]);
        if (name == "zhaolei") paths.AddRange(["/chat-checks/phrases", "/sla/simulator?do=example", "/sla/dry-run", "/sla/reprocess", "/incidents/new", "/measures/new", "/replies/new", "/registers/reshipments", "/registers/ready-to-close", "/scan?q=UNKNOWN1", "/imports?kind=chats", "/platform-health/kuaishou", "/scores/weekly", "/scores/weak-spots?month=2026-02", "/scores/periods"]);
        if (name == "guozong") paths.AddRange(["/pay?month=2026-02", "/scores/periods/2026-02", "/scores/periods/2026-01", "/scores/rules", "/scores/rules/scheme/after-sales-standard", "/scores/rules/post_ladder/standard", "/scores/rules/pay/standard", "/scores/rules/people", "/scores/what-if?rule=scheme%2Fafter-sales-platform%2F1"]);
        if (name == "wangmin") paths.AddRange(["/pay/mine?month=2026-02", "/scores/mine?month=2026-02", "/scores/appeals/2026-02", "/cases/new", "/notices", "/account/notices", "/cases?q=%E6%9D%AF%E5%AD%90", MissingCase]);
        foreach (var list in paths.ToList())
        {
            await visitor.GoAsync(list);
            var detail = (await HrefsAsync(visitor, "main a[href]")).FirstOrDefault(DetailOf(list));
            if (detail is not null) paths.Add(detail);
        }

        if (paths.Find(p => p != MissingCase && CasePath().IsMatch(p)) is { } @case)
        {
            paths.AddRange([@case + "?act=note", @case + "?act=contact"]);
            if (name == "wangmin") paths.Add(await BuyerPageAsync(visitor, @case));
            if (name == "zhaolei") paths.AddRange(["/sla/simulator?do=case&case=" + @case.Split('/')[^1], await DryRunAsync(visitor)]);
        }

        return paths;
    }

    /// <summary>Tries the first stored policy; where its result stands.</summary>
    private static async Task<string> DryRunAsync(Visitor visitor)
    {
        await visitor.GoAsync("/sla/dry-run");
        await visitor.Find("#version").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await visitor.Find("button[form=dry-run]").ClickAsync();
        await visitor.Find(".lead").WaitForAsync();
        return new Uri(visitor.Page.Url).AbsolutePath;
    }

    /// <summary>Makes the buyer's link of a case; where it leads.</summary>
    private static async Task<string> BuyerPageAsync(Visitor visitor, string @case)
    {
        await visitor.GoAsync(@case);
        await visitor.Find("form[action$='/buyer-link'] button").ClickAsync();
        await visitor.Find(".buyer-link input").First.WaitForAsync();
        return new Uri(await visitor.Find(".buyer-link input").First.InputValueAsync()).AbsolutePath;
    }

    /// <summary>Makes a target that cannot be reached, and sends it a test; where it stands.</summary>
    private static async Task<string> WebhookAsync(Visitor visitor)
    {
        await visitor.GoAsync("/webhooks/new");
        await visitor.Find("#name").FillAsync("ERP");
        await visitor.Find("#url").FillAsync("https://erp.example.invalid/hooks/cases/with/a/rather/long/address?for=the-after-sales-department-of-the-shop");
        await visitor.Find("input[value='case.logged']").CheckAsync();
        await visitor.Find("main form .btn-primary").ClickAsync();
        await visitor.Find(".one-time").WaitForAsync();
        await visitor.Find("form[action$='/test'] button").ClickAsync();
        await visitor.Find("tr[data-row]").First.WaitForAsync();
        return new Uri(visitor.Page.Url).AbsolutePath;
    }

    private static Func<string, bool> DetailOf(string list) => list.Split('?')[0] switch
    {
        "/cases" => CasePath().IsMatch,
        "/sla/policies" => href => href.StartsWith("/sla/policies/", StringComparison.Ordinal),
        "/sla/calendars" => href => href.StartsWith("/sla/calendars/", StringComparison.Ordinal),
        "/chat-checks" => href => Regex.IsMatch(href, @"^/chat-checks/\d+$"),
        "/assign" => href => href.StartsWith("/assign?of=", StringComparison.Ordinal),
        "/buyers" => href => Regex.IsMatch(href, @"^/buyers/\d+$"),
        "/incidents" => href => Regex.IsMatch(href, @"^/incidents/\d+$"),
        "/measures" => href => Regex.IsMatch(href, @"^/measures/\d+$"),
        "/platform-health" => href => href.StartsWith("/platform-health/tmall/", StringComparison.Ordinal),
        "/quality" => href => href.StartsWith("/quality/sku", StringComparison.Ordinal),
        "/replies" => href => Regex.IsMatch(href, @"^/replies/\d+$"),
        "/handovers" => href => href.StartsWith("/handovers/", StringComparison.Ordinal),
        "/responsibility" => href => href.StartsWith("/responsibility/AS", StringComparison.Ordinal),
        "/scores" or "/scores/mine" => href => href.Contains("/sources/", StringComparison.Ordinal) || Regex.IsMatch(href, @"^/scores/\d{4}-\d\d/\d+$"),
        var nightly when nightly.StartsWith("/reports/nightly", StringComparison.Ordinal) => href => href.Contains("figure=breached", StringComparison.Ordinal),
        _ => _ => false,
    };

    private static async Task<List<string>> HrefsAsync(Visitor visitor, string selector) =>
        [.. (await visitor.Page.EvaluateAsync<string[]>("s => [...document.querySelectorAll(s)].map(a => a.getAttribute('href'))", selector)).Where(h => h.StartsWith('/'))];

    private static async Task LookAsync(Visitor visitor, string path, string picture, string locale, List<string> faults)
    {
        var expected = path == MissingCase ? 404 : 200;
        var response = await visitor.GoAsync(path);
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        if (response?.Status != expected) faults.Add($"{path}: {response?.Status}");
        if (await visitor.ScrollsSidewaysAsync()) faults.Add($"{path} {picture}: wider than the window");
        if (await visitor.CutsNavigationAsync()) faults.Add($"{path} {picture}: a link of the navigation is out of sight");
        if (await visitor.TableSticksOutAsync()) faults.Add($"{path} {picture}: a table sticks out of the window");
        faults.AddRange((await visitor.BarriersAsync()).Select(line => $"{path} {picture}: {line}"));
        var text = await visitor.Find("body").InnerTextAsync();
        // what programs call events looks the same, and says so
        foreach (var code in await visitor.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('code')].map(c => c.innerText).filter(t => t)")) text = text.Replace(code, "", StringComparison.Ordinal);
        if (TextKey().Match(text) is { Success: true } key) faults.Add($"{path} {picture}: shows the key of a text, {key.Value}");
        if (locale == "en" && path == "/sign-in" && !text.Contains("Sign in", StringComparison.Ordinal)) faults.Add($"{path}: not in English");
        if (Pictures is not null) await visitor.PictureAsync(Path.Combine(Pictures, $"{Name().Replace(path.Trim('/'), "-")}-{picture}.png"));
    }

    [GeneratedRegex(@"^/cases/AS\d+$")]
    private static partial Regex CasePath();

    [GeneratedRegex(@"[^\w]+")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(nav|work|case|scores|nightly|jobs|penalties|responsibility|cause|category|notice|clock|state|waits|sim|dryrun|policies|calendars|calendar|sla|match|weekday|handover|webhooks|reprocess|assign|staff|leave|swap|request|checks|phrase|memos|evidence|archive|buyer|pack|register|scan|event|field|refusal|at_zero)\.[a-z_]{3,}\b")]
    private static partial Regex TextKey();
}
