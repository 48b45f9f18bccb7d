using System.Text.RegularExpressions;
using CsKpiCases.Web.Hosting.Demo;
using Microsoft.Playwright;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>
/// Every main page of the demo shop, in both languages, at desk and phone width: nothing on the console, no broken content
/// policy, no barrier that axe calls serious, no sideways scrolling, nothing cut off. Each language opens them at one width, where
/// axe looks, and then makes the window the other. With <c>CASES_SCREENSHOTS</c> naming a folder, a picture of each.
/// </summary>
[Collection(DemoLives.Name)]
public sealed partial class MainPagesTests(DemoSite site, Chromium chromium) : IClassFixture<Chromium>
{
    private const int Desk = 1280;
    private const int Phone = 390;

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("CASES_SCREENSHOTS") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    /// <summary>Milliseconds in which a page lays itself out, however busy the machine is.</summary>
    private const float Rest = 1000;

    private const string MissingCase = "/cases/AS0001";
    private const string Stranger = "";

    // whoever comes first shows what he has; the others what is theirs alone
    private static readonly string[] Visitors = [Stranger, "wangmin", "zhaolei", "guozong", "demo-admin"];

    [Theory]
    [InlineData("zh-CN", Desk, Phone)]
    [InlineData("en", Phone, Desk)]
    public async Task MainPage_OfTheDemoShop_IsCleanAccessibleAndFits(string locale, int width, int other)
    {
        // side by side: while one waits for its page to come to rest, the others have the machine
        var rounds = await Task.WhenAll(Visitors.Select(name => BeginAsync(name, locale, width)));
        var seen = new HashSet<string>();
        // what is one's own looks different for each; the rest is looked at once
        foreach (var round in rounds) round.Paths.RemoveAll(path => !seen.Add(path is "/cases" || path.StartsWith("/sla/", StringComparison.Ordinal) ? path + round.Name : path));
        await Task.WhenAll(rounds.Select(round => round.LookAsync(width, other)));

        // the browser itself notes the missing page, late or soon
        var faults = rounds.SelectMany(round => round.Faults).Where(fault => !(fault.Contains(": Failed to load resource", StringComparison.Ordinal) && fault.Contains(MissingCase, StringComparison.Ordinal))).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Signs in, and sees what there is to look at.</summary>
    private async Task<Round> BeginAsync(string name, string locale, int width)
    {
        var faults = new List<string>();
        var visitor = await Visitor.AtAsync(chromium.Browser, site.Address, faults, locale, width, HeightAt(width));
        if (name == Stranger) return new Round(name, locale, visitor, ["/sign-in"], faults);
        await visitor.SignInAsync(name, DemoAccounts.Password);
        return new Round(name, locale, visitor, await PathsAsync(visitor, name), faults);
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
            if ((await FetchedHrefsAsync(visitor, list)).FirstOrDefault(DetailOf(list)) is { } detail) paths.Add(detail);
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

    /// <summary>The links of a page that is not opened.</summary>
    private static async Task<IEnumerable<string>> FetchedHrefsAsync(Visitor visitor, string path) => (await visitor.Page.EvaluateAsync<string[]>(
        "async path => [...new DOMParser().parseFromString(await (await fetch(path)).text(), 'text/html').querySelectorAll('main a[href]')].map(a => a.getAttribute('href'))", path))
        .Where(h => h.StartsWith('/'));

    private static int HeightAt(int width) => width < 500 ? 844 : 900;

    /// <summary>What one visitor looks at, in one language, and what he finds.</summary>
    private sealed record Round(string Name, string Locale, Visitor Visitor, List<string> Paths, List<string> Faults)
    {
        public async Task LookAsync(int width, int other)
        {
            foreach (var path in Paths)
            {
                await OpenAsync(path);
                await MeasureAsync(path, width);
                await Visitor.ResizeAsync(other, HeightAt(other));
                await MeasureAsync(path, other);
                await Visitor.ResizeAsync(width, HeightAt(width));
            }

            await Visitor.DisposeAsync();
        }

        private async Task OpenAsync(string path)
        {
            var expected = path == MissingCase ? 404 : 200;
            var response = await Visitor.GoAsync(path);
            await Visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            if (response?.Status != expected) Faults.Add($"{path}: {response?.Status}");
            Faults.AddRange((await Visitor.BarriersAsync()).Select(line => $"{path} {Name}-{Locale}: {line}"));
            var text = await Visitor.Find("body").InnerTextAsync();
            // what programs call events looks the same, and says so
            foreach (var code in await Visitor.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('code')].map(c => c.innerText).filter(t => t)")) text = text.Replace(code, "", StringComparison.Ordinal);
            if (TextKey().Match(text) is { Success: true } key) Faults.Add($"{path} {Name}-{Locale}: shows the key of a text, {key.Value}");
            if (Locale == "en" && path == "/sign-in" && !text.Contains("Sign in", StringComparison.Ordinal)) Faults.Add($"{path}: not in English");
        }

        private async Task MeasureAsync(string path, int width)
        {
            var picture = $"{Name}-{Locale}-{width}".Trim('-');
            var misfits = await MisfitsAsync();
            // on a busy machine the bar may not have followed yet; what does not fit at all is found again
            if (misfits.Count > 0)
            {
                await Visitor.Page.WaitForTimeoutAsync(Rest);
                misfits = await MisfitsAsync();
            }

            Faults.AddRange(misfits.Select(misfit => $"{path} {picture}: {misfit}"));
            if (Pictures is not null) await Visitor.PictureAsync(Path.Combine(Pictures, $"{FileName().Replace(path.Trim('/'), "-")}-{picture}.png"));
        }

        private async Task<List<string>> MisfitsAsync()
        {
            var misfits = new List<string>();
            if (await Visitor.ScrollsSidewaysAsync()) misfits.Add("wider than the window");
            if (await Visitor.CutsNavigationAsync()) misfits.Add("a link of the navigation is out of sight");
            if (await Visitor.TableSticksOutAsync()) misfits.Add("a table sticks out of the window");
            return misfits;
        }
    }

    [GeneratedRegex(@"^/cases/AS\d+$")]
    private static partial Regex CasePath();

    [GeneratedRegex(@"[^\w]+")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\b(nav|work|case|scores|nightly|jobs|penalties|responsibility|cause|category|notice|clock|state|waits|sim|dryrun|policies|calendars|calendar|sla|match|weekday|handover|webhooks|reprocess|assign|staff|leave|swap|request|checks|phrase|memos|evidence|archive|buyer|pack|register|scan|event|field|refusal|at_zero)\.[a-z_]{3,}\b")]
    private static partial Regex TextKey();
}
