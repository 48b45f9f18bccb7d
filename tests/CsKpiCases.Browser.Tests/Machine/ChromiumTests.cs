using Microsoft.Playwright;

namespace CsKpiCases.Browser.Tests.Machine;

/// <summary>What every browser test stands on: the machine's own Chromium starts, and has a font for Chinese.</summary>
public sealed class ChromiumTests
{
    // A missing glyph is drawn as the same box for every character, so two different ones would look alike.
    private const string Draw = """
        character => {
          const canvas = document.createElement('canvas');
          const context = canvas.getContext('2d');
          context.font = '48px sans-serif';
          context.fillText(character, 10, 60);
          return canvas.toDataURL();
        }
        """;

    [Fact]
    public async Task Start_OnThisMachine_DrawsChinese()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
        var page = await browser.NewPageAsync();

        var one = await page.EvaluateAsync<string>(Draw, "售");
        var other = await page.EvaluateAsync<string>(Draw, "后");

        Assert.NotEqual(one, other);
    }
}
