using Microsoft.Playwright;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>What a buyer does on the page that his link leads to.</summary>
internal sealed class BuyerDesk(Visitor visitor, string path)
{
    private IPage Page => visitor.Page;

    public async Task OpenAsync() => await visitor.GoAsync(path);

    /// <summary>Presses one of the buttons that lie before him.</summary>
    public async Task ChooseAsync(string trigger, string? word = null)
    {
        await PressAsync(trigger, word);
        await SaysAsync("谢谢");
    }

    /// <summary>The same, and is told why not.</summary>
    public async Task RefusesAsync(string trigger, string sentence)
    {
        await PressAsync(trigger, null);
        await Assertions.Expect(Page.Locator(".field-error")).ToContainTextAsync(sentence);
    }

    /// <summary>Sends a word and a photo.</summary>
    public async Task SendAsync(string word, string colour)
    {
        await Page.Locator("#note").FillAsync(word);
        await Page.Locator("form[action$='/message'] input[type=file]").SetInputFilesAsync(new FilePayload { Name = "照片.png", MimeType = "image/png", Buffer = await visitor.DrawPhotoAsync(colour) });
        await Page.Locator("form[action$='/message'] .btn").Last.ClickAsync();
        await SaysAsync("谢谢");
    }

    /// <summary>Tells the number of what he sends back.</summary>
    /// <param name="refusal">The sentence with which it is refused; null where it is taken.</param>
    public async Task TrackAsync(string courier, string tracking, string? refusal = null)
    {
        await Page.Locator("#courier").FillAsync(courier);
        await Page.Locator("#tracking").FillAsync(tracking);
        await Page.Locator("form[action$='/tracking'] .btn-primary").ClickAsync();
        if (refusal is null) await SaysAsync("谢谢");
        else await Assertions.Expect(Page.Locator("#tracking-fault")).ToContainTextAsync(refusal);
    }

    public Task IsSilentOnAsync(string text) => Assertions.Expect(Page.Locator("body")).Not.ToContainTextAsync(text);

    public Task SaysAsync(string text) => Assertions.Expect(Page.Locator("body")).ToContainTextAsync(text);

    private async Task PressAsync(string trigger, string? word)
    {
        if (word is not null) await Page.Locator("#choice-note").FillAsync(word);
        await Page.Locator($"button[name=trigger][value={trigger}]").ClickAsync();
    }
}
