using CsKpiCases.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;

namespace CsKpiCases.Browser.Tests.Shell;

/// <summary>The parts of the pages, used in a browser: the strict policy holds, keys move, settings apply, charts are drawn.</summary>
public sealed class StyleguideTests : IAsyncLifetime
{
    private readonly List<string> complaints = [];
    private WebApplication? app;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private string address = "";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebSite).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Development,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddSite();
        app = builder.Build();
        app.UseSite();
        await app.StartAsync();
        address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
    }

    public async Task DisposeAsync()
    {
        await browser!.DisposeAsync();
        playwright!.Dispose();
        await app!.DisposeAsync();
    }

    [Fact]
    public async Task Styleguide_Opened_BreaksNoPolicyAndDrawsEveryChart()
    {
        var page = await Open("zh-CN");

        await Assertions.Expect(page.Locator(".chart.drawn .chart-canvas:has(canvas)")).ToHaveCountAsync(await page.Locator(".chart").CountAsync());
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    [Fact]
    public async Task Keys_Pressed_MoveSelectAndHelp()
    {
        var page = await Open("en");

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Locator("[data-row]:focus [data-copy]")).ToHaveAttributeAsync("data-copy", "AS2611200913");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator("[data-selected]")).ToHaveTextAsync("1 selected");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(address + "/styleguide#AS2611210042");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#keys")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#keys")).ToBeHiddenAsync();
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    [Fact]
    public async Task Settings_Chosen_ApplyAndAreRemembered()
    {
        var page = await Open("en");

        await page.Locator(".top-bar > .menu > summary").ClickAsync();
        await page.RunAndWaitForResponseAsync(() => page.GetByText("Dark", new() { Exact = true }).ClickAsync(), response => response.Url.EndsWith("/theme", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-bs-theme", "dark");
        await page.GetByText("中文", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-bs-theme", "dark");
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    [Fact]
    public async Task Act_Done_SaysSoWithItsUndo()
    {
        var page = await Open("en");

        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.Locator("#toasts [data-toast]")).ToContainTextAsync("AS2611210042");
        await Assertions.Expect(page.Locator("#toasts form button")).ToHaveTextAsync("Undo");
    }

    [Fact]
    public async Task Photos_Chosen_AreShownAndTheWrongOnesRefused()
    {
        var page = await Open("en");
        var pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

        await page.Locator("[data-photos] input").SetInputFilesAsync(
        [
            new FilePayload { Name = "cup.png", MimeType = "image/png", Buffer = pixel },
            new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = pixel },
        ]);

        await Assertions.Expect(page.Locator("[data-photos] .thumbs img")).ToHaveAttributeAsync("alt", "cup.png");
        await Assertions.Expect(page.Locator("#toasts")).ToContainTextAsync("notes.txt is not a usable picture");
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Page_AtAnyWidth_DoesNotScrollSideways(int width)
    {
        var page = await Open("en");
        await page.SetViewportSizeAsync(width, 900);

        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
    }

    private async Task<IPage> Open(string locale)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions { Locale = locale });
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(address + "/styleguide");
        await Assertions.Expect(page.Locator(".chart.drawn").First).ToBeVisibleAsync();
        return page;
    }
}
