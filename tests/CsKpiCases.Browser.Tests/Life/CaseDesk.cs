using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>What people do on the page of one case, as they do it: open the act's form, fill it, send it.</summary>
internal sealed class CaseDesk(Visitor visitor, string number)
{
    private const string Menu = ".case-acts details.menu > summary";

    private IPage Page => visitor.Page;

    public string Number => number;

    public Task OpenAsync() => visitor.GoAsync($"/cases/{number}");

    /// <summary>Opens the form of an act by its address and sends it.</summary>
    /// <param name="act">Trigger or plain act.</param>
    /// <param name="fields">Field by its name: a text, or the shown text of a choice.</param>
    public async Task DoAsync(string act, params (string Field, string Value)[] fields)
    {
        await visitor.GoAsync($"/cases/{number}?act={act}");
        await FillAsync(fields);
        await SendAsync();
    }

    /// <summary>The same by the button or the menu of the page that is open.</summary>
    public async Task TakeAsync(string act, params (string Field, string Value)[] fields)
    {
        await BeginAsync(act);
        await FillAsync(fields);
        await SendAsync();
    }

    /// <summary>The same for one line of what stands under money and goods: a promise, a parcel, a claim.</summary>
    public async Task TakeOfLineAsync(string line, string act, params (string Field, string Value)[] fields)
    {
        await BeginOfLineAsync(line, act);
        await TakeAsync(act, fields);
    }

    /// <summary>Opens the form of an act of such a line.</summary>
    public async Task BeginOfLineAsync(string line, string act)
    {
        await Page.Locator(".case-left li:not(.settled)").Filter(new() { HasText = line }).Locator($"a[href*='?act={act}']").First.ClickAsync();
        await Page.Locator($".act-form form[action$='/acts/{act}']").WaitForAsync();
    }

    /// <summary>Presses the button of an act that asks for nothing.</summary>
    public async Task PressAsync(string act, string state)
    {
        await Page.Locator($".case-acts form[action$='/acts/{act}'] button").ClickAsync();
        await IsInStateAsync(state);
    }

    /// <summary>Sends an act that is refused: the sentence stands at its form, and nothing of the case has moved. The form stays open.</summary>
    public async Task RefusesAsync(string act, string sentence, params (string Field, string Value)[] fields)
    {
        var before = await StandAsync();
        await BeginAsync(act);
        await FillAsync(fields);
        await Page.Locator(".act-form .act-send .btn-primary").ClickAsync();
        await Assertions.Expect(Page.Locator(".act-form")).ToContainTextAsync(sentence);
        Assert.Equal(before, await StandAsync());
    }

    /// <summary>The menu shows an act that cannot be done now, with its reason.</summary>
    /// <param name="act">Its shown name.</param>
    public async Task CannotAsync(string act, string reason)
    {
        var item = Page.Locator(".act-menu > [aria-disabled=true]").Filter(new() { HasTextRegex = new Regex(@"^\s*" + act) }).First;
        await ShowAsync(item);
        await Assertions.Expect(item.Locator(".reason")).ToContainTextAsync(reason);
        await Page.Locator(Menu).ClickAsync();
    }

    /// <summary>Attaches a photo, the same for whoever takes it with the same colour.</summary>
    public async Task AttachAsync(string colour)
    {
        await BeginAsync("attach");
        await Page.Locator(".act-form input[type=file]").SetInputFilesAsync(new FilePayload { Name = "照片.png", MimeType = "image/png", Buffer = await visitor.DrawPhotoAsync(colour) });
        await SendAsync();
    }

    /// <summary>What stands under money, goods and clocks.</summary>
    public async Task ShowsAsync(params string[] texts)
    {
        foreach (var text in texts) await Assertions.Expect(Page.Locator(".case-left")).ToContainTextAsync(text);
    }

    /// <summary>What stands in its history.</summary>
    public Task TellsAsync(string text) => Assertions.Expect(Page.Locator(".case-middle .timeline").Last).ToContainTextAsync(text);

    /// <summary>What stands of the cases that it is linked with; their addresses.</summary>
    public async Task<string[]> LinksAsync(string text)
    {
        var links = Page.Locator("[aria-labelledby=links-title]");
        await Assertions.Expect(links).ToContainTextAsync(text);
        return await links.Locator("a[href^='/cases/']").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href').split('/').pop())");
    }

    /// <summary>The form that stands open on the page. <c>qty-#2</c> is the second field whose name begins so; "✓" ticks a box, "" clears it.</summary>
    public async Task FillAsync(params (string Field, string Value)[] fields)
    {
        foreach (var (field, value) in fields)
        {
            var input = field.Split('#') is [var prefix, var place] ? Page.Locator($".act-form [name^='{prefix}']").Nth(int.Parse(place, CultureInfo.InvariantCulture) - 1) : Page.Locator($".act-form [name={field}]");
            var kind = await input.EvaluateAsync<string>("e => e.type");
            if (kind == "select-one") await input.SelectOptionAsync(new SelectOptionValue { Label = value });
            else if (kind == "checkbox") await input.SetCheckedAsync(value.Length > 0);
            else await input.FillAsync(value);
        }
    }

    /// <summary>Sends the open form, and sees the case again without it.</summary>
    public async Task SendAsync()
    {
        await Page.Locator(".act-form .act-send .btn-primary").ClickAsync();
        await Assertions.Expect(Page.Locator(".act-form")).ToHaveCountAsync(0);
    }

    /// <summary>The state that stands in the head of the page.</summary>
    public Task IsInStateAsync(string shown) => Assertions.Expect(Page.Locator(".case-head")).ToContainTextAsync(shown);

    private async Task BeginAsync(string act)
    {
        var form = Page.Locator($".act-form form[action$='/acts/{act}']");
        if (await form.CountAsync() > 0) return;
        var link = Page.Locator($".case-acts a[href$='?act={act}']");
        await ShowAsync(link);
        await link.ClickAsync();
        await form.WaitForAsync();
    }

    private async Task ShowAsync(ILocator item)
    {
        if (!await item.IsVisibleAsync()) await Page.Locator(Menu).ClickAsync();
        await item.WaitForAsync();
    }

    /// <summary>Version, state, history, money and goods as the program has them now.</summary>
    private Task<string> StandAsync() => Page.EvaluateAsync<string>(
        """
        async path => {
          const page = new DOMParser().parseFromString(await (await fetch(path)).text(), 'text/html');
          page.querySelectorAll('.countdown').forEach(time => time.remove());
          const text = what => [...page.querySelectorAll(what)].map(e => e.textContent.replace(/\s+/g, ' ').trim()).join('; ');
          return [page.querySelector('[name=version]').value, text('.case-title'), page.querySelectorAll('.timeline > li').length, text('.case-left .facts'), text('.case-left .lines')].join('\n');
        }
        """, $"/cases/{number}?act=note");
}
