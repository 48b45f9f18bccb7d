namespace CsKpiCases.Browser.Tests.Life;

/// <summary>
/// One trial shop, one browser, and everybody at a window of his own in which he has signed in once: for the lives of all case
/// types, one after the other.
/// </summary>
public sealed class ShopFloor : IAsyncLifetime, IDisposable
{
    private const string Stranger = "";

    private readonly TrialShop shop = new()
    {
        // A month's sessions, since time leaps here; and no case drawn for a look by its number.
        Settings = [("SignIn:SessionHours", "720"), ("Workflow:ReviewOneIn", "0"), ("BuyerPage:RequestsPerMinute", "1000"), ("AfterSales:ReturnAddress", "杭州市余杭区仓前街道 8 号 退货组")],
    };

    private readonly Chromium chromium = new();
    private readonly List<string> complaints = [];
    private readonly Dictionary<string, Visitor> windows = [];

    internal TrialShop Shop => shop;

    /// <summary>What the browser complained of, less that it notes each refused form.</summary>
    public IReadOnlyList<string> Complaints => complaints.FindAll(line => !line.Contains("status of 409", StringComparison.Ordinal) && !line.Contains("status of 422", StringComparison.Ordinal));

    public Task InitializeAsync() => Task.WhenAll(shop.InitializeAsync(), chromium.InitializeAsync());

    public async Task DisposeAsync()
    {
        foreach (var window in windows.Values) await window.DisposeAsync();
        await chromium.DisposeAsync();
        await shop.DisposeAsync();
    }

    public void Dispose() => shop.Dispose();

    /// <summary>Whose window is a name of <see cref="TrialShop"/>.</summary>
    internal async Task<Visitor> WindowOfAsync(string name)
    {
        if (windows.TryGetValue(name, out var open)) return open;
        var window = await Visitor.AtAsync(chromium.Browser, shop.Address, complaints);
        if (name != Stranger) await window.SignInAsync(name, TrialShop.Password);
        return windows[name] = window;
    }

    /// <summary>A window in which nobody has signed in: the buyer's.</summary>
    internal Task<Visitor> BuyersWindowAsync() => WindowOfAsync(Stranger);

    /// <summary>A phone in English in which nobody has signed in; whoever takes it puts it back.</summary>
    internal Task<Visitor> PhoneAsync(List<string> heard) => Visitor.AtAsync(chromium.Browser, shop.Address, heard, "en", 390, 844);

    /// <summary>What every window shows, for a failing test.</summary>
    internal async Task<string> SeenAsync()
    {
        var seen = new List<string>();
        foreach (var (name, window) in windows) seen.Add($"{name}: {window.Page.Url}\n{await window.Page.Locator("body").InnerTextAsync()}");
        return $"{string.Join("\n\n", seen)}\n\nThe program: {shop.Said}";
    }
}

/// <summary>The lives that share the floor.</summary>
[CollectionDefinition(Name)]
public sealed class ShopFloorLives : ICollectionFixture<ShopFloor>
{
    public const string Name = "shop floor";
}
