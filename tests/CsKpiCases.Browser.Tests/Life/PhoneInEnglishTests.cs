using Microsoft.Playwright;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>The same work in English on a phone: logged with a photo, classified, claimed, started, the buyer called; nothing wider than the screen.</summary>
[Collection(ShopFloorLives.Name)]
public sealed class PhoneInEnglishTests(ShopFloor floor)
{
    private readonly List<string> complaints = [];

    [Fact]
    public async Task Complaint_OnAPhoneInEnglish_IsLoggedAndWorkedOn()
    {
        await using var agent = await AsAsync(TrialShop.Agent);
        await agent.GoAsync("/cases/new");
        var page = agent.Page;
        await FitsAsync(agent);
        await page.Locator("[name=orderNumber]").FillAsync(TrialShop.OrderNumber);
        await page.Locator("[name=source]").SelectOptionAsync(new SelectOptionValue { Label = "Phone" });
        await page.Locator("[name=subject]").FillAsync("Two cups arrived broken");
        await page.Locator("[data-photos] input").SetInputFilesAsync(new FilePayload { Name = "cup.png", MimeType = "image/png", Buffer = await agent.DrawPhotoAsync() });
        await page.Locator("form.panel .act-send .btn-primary").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/cases/AS", StringComparison.Ordinal));
        var desk = new CaseDesk(agent, page.Url.Split('/')[^1]);
        await desk.IsInStateAsync("Logged");
        await FitsAsync(agent);
        await desk.DoAsync("classify", ("type", "Complaint"), ("category", "Product quality"), ("cause", "Quality"));
        await desk.IsInStateAsync("Classified");
        await page.Locator(".case-acts .btn-primary").ClickAsync();
        await desk.IsInStateAsync("Assigned");
        await page.Locator(".case-acts .btn-primary").ClickAsync();
        await desk.IsInStateAsync("Investigating");
        await desk.DoAsync("contact", ("channel", "Phone"), ("note", "Called, apologised"));
        await agent.SeesAsync("Called, apologised");
        await FitsAsync(agent);
        await agent.GoAsync("/cases");
        await agent.SeesAsync("Two cups arrived broken");
        await FitsAsync(agent);
        Assert.Empty(complaints);
    }

    private static async Task FitsAsync(Visitor visitor)
    {
        Assert.False(await visitor.ScrollsSidewaysAsync(), $"{visitor.Page.Url} is wider than the phone");
        Assert.Empty(await visitor.BarriersAsync());
    }

    private async Task<Visitor> AsAsync(string name)
    {
        var visitor = await floor.PhoneAsync(complaints);
        await visitor.SignInAsync(name, TrialShop.Password);
        return visitor;
    }
}
