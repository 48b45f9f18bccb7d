using Microsoft.Playwright;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>What people do on the page of one case, as they do it: open the act's form, fill it, send it.</summary>
internal sealed class CaseDesk(Visitor visitor, string number)
{
    private IPage Page => visitor.Page;

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

    /// <summary>The form that stands open on the page.</summary>
    public async Task FillAsync(params (string Field, string Value)[] fields)
    {
        foreach (var (field, value) in fields)
        {
            var input = Page.Locator($".act-form [name={field}]");
            var tag = await input.EvaluateAsync<string>("e => e.tagName");
            if (tag == "SELECT") await input.SelectOptionAsync(new SelectOptionValue { Label = value });
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
}
