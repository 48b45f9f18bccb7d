using Microsoft.Playwright;

namespace CsKpiCases.Browser.Tests.Life;

/// <summary>The life of one case: its steps, and whoever takes them.</summary>
public abstract class CaseLife(ShopFloor floor)
{
    private string number = "";
    private string? buyersPath;

    private protected TrialShop Shop => floor.Shop;

    /// <summary>Takes the steps; one that fails says what everybody saw.</summary>
    private protected async Task LiveAsync(params Func<Task>[] steps)
    {
        foreach (var step in steps)
        {
            try
            {
                await step();
            }
            catch (Exception e) when (e is TimeoutException or PlaywrightException or Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{step.Method.Name}: {e}\n{string.Join('\n', floor.Complaints)}\n{await floor.SeenAsync()}");
            }
        }

        Assert.True(floor.Complaints.Count == 0, string.Join('\n', floor.Complaints));
    }

    /// <summary>Logs a case as an agent, classifies it and begins with it. The desk stands in the type's first state.</summary>
    /// <param name="order">Number of its order.</param>
    /// <param name="subject">Its subject.</param>
    /// <param name="first">Shown name of the first state.</param>
    /// <param name="kind">Fields of its classification.</param>
    private protected async Task<CaseDesk> BeginAsync(string order, string subject, string first, params (string Field, string Value)[] kind)
    {
        var agent = await floor.WindowOfAsync(TrialShop.Agent);
        await agent.GoAsync("/cases/new");
        await agent.Find("[name=orderNumber]").FillAsync(order);
        await agent.Find("[name=source]").SelectOptionAsync(new SelectOptionValue { Label = "平台聊天" });
        await agent.Find("[name=subject]").FillAsync(subject);
        await agent.Find("form.panel .act-send .btn-primary").ClickAsync();
        await agent.Page.WaitForURLAsync(url => url.Contains("/cases/AS", StringComparison.Ordinal));
        Follow(agent.Page.Url.Split('/')[^1]);
        var desk = new CaseDesk(agent, number);
        await desk.TakeAsync("classify", kind);
        await desk.IsInStateAsync("已分类");
        await desk.PressAsync("claim", "已分配");
        await desk.PressAsync("start", first);
        return desk;
    }

    /// <summary>Goes on with another case.</summary>
    private protected void Follow(string other) => (number, buyersPath) = (other, null);

    /// <summary>The case's page, fresh, in somebody's window.</summary>
    private protected async Task<CaseDesk> AtAsync(string name)
    {
        var desk = new CaseDesk(await floor.WindowOfAsync(name), number);
        await desk.OpenAsync();
        return desk;
    }

    /// <summary>The case's page in the agent's window, that much later.</summary>
    private protected async Task<CaseDesk> AfterAsync(TimeSpan time)
    {
        await Shop.MoveAsync(time);
        return await AtAsync(TrialShop.Agent);
    }

    /// <summary>The buyer's own page, by a link that the agent makes once.</summary>
    private protected async Task<BuyerDesk> BuyerAsync()
    {
        if (buyersPath is null)
        {
            await AtAsync(TrialShop.Agent);
            var agent = await floor.WindowOfAsync(TrialShop.Agent);
            await agent.Find("form[action$='/buyer-link'] button").ClickAsync();
            buyersPath = new Uri(await agent.Find(".buyer-link input").First.InputValueAsync()).AbsolutePath;
        }

        var buyer = new BuyerDesk(await floor.BuyersWindowAsync(), buyersPath);
        await buyer.OpenAsync();
        return buyer;
    }

    private protected async Task<Visitor> WindowAsync(string name) => await floor.WindowOfAsync(name);
}
