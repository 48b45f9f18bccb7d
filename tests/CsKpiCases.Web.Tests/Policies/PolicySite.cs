using System.Net;
using System.Text.RegularExpressions;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Policies;

/// <summary>A <see cref="CasesApp"/> with somebody who may edit policies in every shop, and forms as browsers send them.</summary>
internal sealed partial class PolicySite(CasesApp app) : IAsyncDisposable
{
    public CasesApp App => app;

    /// <summary>An administrator of all shops.</summary>
    public Visitor Editor { get; private set; } = null!;

    public static async Task<PolicySite> StartAsync(StoreProvider provider, string language = "en")
    {
        var site = new PolicySite(await CasesApp.StartAsync(provider));
        site.Editor = await site.EverywhereAsync(Role.Administrator, "root", language);
        return site;
    }

    /// <summary>Somebody with a role in every shop, signed in.</summary>
    public async Task<Visitor> EverywhereAsync(Role role, string name, string language = "en")
    {
        var ids = app.Services.GetRequiredService<IdSource>();
        await using var db = app.Read();
        var account = new Account { Id = ids.Next(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, SecurityStamp = name, CreatedAt = app.Clock.Now };
        db.Add(account);
        db.Add(new Grant { Id = ids.Next(), AccountId = account.Id, Role = role });
        await db.SaveChangesAsync();
        return await app.SignInAsync(Actor.Person(account.Id, role), language);
    }

    /// <summary>The form of a page as a browser would send it.</summary>
    public static List<(string Name, string Value)> FieldsOf(string html)
    {
        var form = Form().Match(html);
        Assert.True(form.Success, "the page has no policy form");
        var fields = new List<(string, string)>();
        foreach (Match input in Input().Matches(form.Value))
        {
            var (tag, attributes) = (input.Groups["tag"].Value, input.Groups["attributes"].Value);
            if (Attribute(attributes, "name") is not { } name) continue;
            if (Attribute(attributes, "type") is "checkbox" or "radio" or "file" && !attributes.Contains(" checked", StringComparison.Ordinal)) continue;
            fields.Add((name, tag == "input" ? Attribute(attributes, "value") ?? "" : tag == "textarea" ? Decoded(input.Groups["body"].Value).TrimStart('\n') : Chosen(input.Groups["body"].Value)));
        }

        return fields;
    }

    /// <summary>The same with one field changed: its first value, or added where it is missing.</summary>
    public static (string, string)[] With(List<(string Name, string Value)> fields, params (string Name, string Value)[] changed)
    {
        var sent = fields.Where(field => !Array.Exists(changed, change => change.Name == field.Name)).ToList();
        sent.AddRange(changed);
        return [.. sent];
    }

    /// <summary>The value of a hidden field.</summary>
    public static string Hidden(string html, string name)
    {
        var found = Regex.Match(html, $"<input type=\"hidden\" name=\"{name}\"(?: value=\"([^\"]*)\")?");
        Assert.True(found.Success, $"no hidden {name}");
        return Decoded(found.Groups[1].Value);
    }

    /// <summary>Saves a policy's form, new where there is none of the name, with some fields changed, through its preview.</summary>
    public async Task SaveAsync(string name, params (string Name, string Value)[] changed)
    {
        var isNew = await VersionsAsync(name) == 0;
        var path = isNew ? "/sla/new-policy" : "/sla/policies/" + name;
        (string, string)[] typed = isNew ? [("name", name), .. changed, ("step", "preview")] : [.. changed, ("step", "preview")];
        var preview = await Editor.PostAsync(path, With(FieldsOf((await Editor.GetAsync(path)).Html), typed));
        await Editor.PostAsync(path + "/save", ("document", Hidden(preview.Html, "document")), ("base", Hidden(preview.Html, "base")));
    }

    /// <summary>Waits until the open cases have followed.</summary>
    public async Task FollowedAsync()
    {
        var follow = app.Services.GetRequiredService<FollowInBackground>();
        for (var i = 0; follow.IsRunning && i < 600; i++) await Task.Delay(50);
        Assert.False(follow.IsRunning);
    }

    /// <summary>The row of the target of a clock in the form of a document.</summary>
    public static int RowOf(List<(string Name, string Value)> fields, string clock)
    {
        var name = fields.Find(field => field.Name.EndsWith("].clock", StringComparison.Ordinal) && field.Value == clock).Name;
        return int.Parse(Regex.Match(name, @"\d+").Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<Policy> PolicyOfAsync(Case @case)
    {
        await using var db = app.Read();
        var id = await db.Cases.Where(c => c.Id == @case.Id).Select(c => c.PolicyVersionId).SingleAsync();
        return (await app.Services.GetRequiredService<PolicyBook>().ReadAsync([id!.Value], default)).Find(id.Value)!;
    }

    public async Task<int> VersionsAsync(string name)
    {
        await using var db = app.Read();
        return await db.PolicyVersions.CountAsync(p => p.Name == name);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public static string Decoded(string html) => WebUtility.HtmlDecode(html);

    private static string? Attribute(string attributes, string name) =>
        Regex.Match(attributes, $"(?:^|\\s){name}=\"([^\"]*)\"") is { Success: true } found ? Decoded(found.Groups[1].Value) : null;

    private static string Chosen(string options)
    {
        var chosen = Regex.Match(options, "<option value=\"([^\"]*)\" selected");
        return Decoded(chosen.Success ? chosen.Groups[1].Value : Regex.Match(options, "<option value=\"([^\"]*)\"").Groups[1].Value);
    }

    [GeneratedRegex("<form[^>]*class=\"(policy|calendar)-form\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<(?<tag>input)(?<attributes>[^>]*)>|<(?<tag>select|textarea)(?<attributes>[^>]*)>(?<body>.*?)</(select|textarea)>", RegexOptions.Singleline)]
    private static partial Regex Input();
}
