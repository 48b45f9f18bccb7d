using System.Text.Json;
using CsKpiCases.Tests;
using Microsoft.Playwright;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>Somebody at a browser: one window, signed in as one account, with an ear for what the browser complains of.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private static readonly Lazy<string> Axe = new(() =>
        File.ReadAllText(Path.Combine(RepositoryFolder.Path, "src/CsKpiCases.Web/node_modules/axe-core/axe.min.js")));

    private const float Patience = 60_000;
    private readonly IBrowserContext context;
    private readonly Uri address;
    private readonly List<string> complaints;

    private Visitor(IBrowserContext context, IPage page, Uri address, List<string> complaints) =>
        (this.context, Page, this.address, this.complaints) = (context, page, address, complaints);

    public IPage Page { get; }

    /// <param name="browser">Where to open the window.</param>
    /// <param name="address">The site.</param>
    /// <param name="complaints">Gets errors and warnings of the console (broken content policies among them), scripts that threw, answers of 500 and more.</param>
    /// <param name="locale">The browser's language.</param>
    /// <param name="width">Of the window, CSS pixels.</param>
    /// <param name="height">Of the window, CSS pixels.</param>
    public static async Task<Visitor> AtAsync(IBrowser browser, Uri address, List<string> complaints, string locale = "zh-CN", int width = 1280, int height = 900)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = locale, TimezoneId = "Asia/Shanghai", ViewportSize = new ViewportSize { Width = width, Height = height }, ReducedMotion = ReducedMotion.Reduce,
        });
        // patience for machines that do other things beside: it costs nothing when all goes well
        context.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        var visitor = new Visitor(context, await context.NewPageAsync(), address, complaints);
        visitor.Listen();
        return visitor;
    }

    /// <summary>Signs in on the page that every visitor meets first.</summary>
    public async Task SignInAsync(string name, string password)
    {
        await GoAsync("/sign-in");
        await Page.Locator("#user-name").FillAsync(name);
        await Page.Locator("#password").FillAsync(password);
        await Page.Locator(".sign-in form button").ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    public async Task<IResponse?> GoAsync(string path) => await Page.GotoAsync(new Uri(address, path).ToString());

    /// <summary>Makes the window another size; when it returns, the page has laid itself out anew.</summary>
    public async Task ResizeAsync(int width, int height)
    {
        await Page.SetViewportSizeAsync(width, height);
        await Page.WaitForFunctionAsync("width => innerWidth === width", width);
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    public ILocator Find(string selector) => Page.Locator(selector);

    public Task SeesAsync(string text) => Assertions.Expect(Page.Locator("main")).ToContainTextAsync(text);

    /// <summary>Whether the page is wider than the window.</summary>
    public Task<bool> ScrollsSidewaysAsync() => Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth");

    /// <summary>Whether a link of the top bar can neither be seen nor stands in the menu at its end.</summary>
    public Task<bool> CutsNavigationAsync() => Page.EvaluateAsync<bool>(
        """
        () => [...document.querySelectorAll('nav.top-nav a')].some(link => {
          const shown = link.closest('.nav-more')?.querySelector('summary') ?? link, box = shown.getBoundingClientRect();
          return box.width === 0 || box.left < 0 || box.right > innerWidth;
        })
        """);

    /// <summary>Whether a table lies outside of the window and nothing around it scrolls.</summary>
    public Task<bool> TableSticksOutAsync() => Page.EvaluateAsync<bool>(
        """
        () => [...document.querySelectorAll('main table')].some(table => {
          if (table.getBoundingClientRect().right <= innerWidth + 1) return false;
          for (let around = table.parentElement; around; around = around.parentElement) {
            if (['auto', 'scroll'].includes(getComputedStyle(around).overflowX)) return false;
          }
          return true;
        })
        """);

    /// <summary>What axe finds serious or critical, one line each.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        // through the protocol, not as a script of the page: the content policy would rightly refuse that
        await Page.EvaluateAsync(Axe.Value);
        var found = await Page.EvaluateAsync<JsonElement>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
              .filter(v => v.impact === 'serious' || v.impact === 'critical')
              .map(v => `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).join('; ')}`)
            """);
        return [.. found.EnumerateArray().Select(line => line.GetString()!)];
    }

    /// <summary>A small photo of a broken cup on a table of some colour, as PNG.</summary>
    public async Task<byte[]> DrawPhotoAsync(string colour = "#d8c3a5") => Convert.FromBase64String(await Page.EvaluateAsync<string>(
        """
        colour => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
          const pen = canvas.getContext('2d');
          pen.fillStyle = colour; pen.fillRect(0, 0, 320, 240);
          pen.fillStyle = '#fff'; pen.fillRect(110, 70, 100, 110);
          pen.lineWidth = 4; pen.beginPath(); pen.moveTo(110, 90); pen.lineTo(150, 110); pen.lineTo(140, 140); pen.lineTo(200, 175); pen.stroke();
          return canvas.toDataURL('image/png').split(',')[1];
        }
        """, colour));

    public async Task PictureAsync(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>Told the address and the text of the page when the window is closed, for a failing test.</summary>
    public Action<string>? Leaving { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (Leaving is not null) Leaving($"{Page.Url}\n{await Page.Locator("body").InnerTextAsync()}");
        await context.DisposeAsync();
    }

    private void Listen()
    {
        Page.Console += (_, message) =>
        {
            // htmx says so of a request that a newer one, or leaving the page, made needless
            var isGivenUp = message.Text.StartsWith("htmx:sendAbort", StringComparison.Ordinal) || message.Text.StartsWith("htmx:afterRequest", StringComparison.Ordinal);
            if (message.Type is "error" or "warning" && !isGivenUp) complaints.Add($"{Page.Url}: {message.Text} ({message.Location})");
        };
        Page.PageError += (_, error) => complaints.Add($"{Page.Url}: {error}");
        Page.Response += (_, response) =>
        {
            if (response.Status >= 500) complaints.Add($"{response.Url}: {response.Status}");
        };
    }
}
