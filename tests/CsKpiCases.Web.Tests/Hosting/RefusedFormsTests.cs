using System.Net;
using CsKpiCases.Data.Storage;

namespace CsKpiCases.Web.Tests.Hosting;

/// <summary>Forms that cannot be read, or that hold what cannot be kept.</summary>
public sealed class RefusedFormsTests
{
    [Fact]
    public async Task Form_ThatCannotBeRead_IsRefusedWithAPageAndIsNoErrorOfOurs()
    {
        await using var app = await CasesApp.StartAsync(StoreProvider.Sqlite);
        var visitor = await app.SignInAsync(app.Agent);
        await visitor.GetAsync("/account/notices");
        var many = Enumerable.Range(0, 5000).Select(i => ($"f{i}", "x")).ToArray();
        foreach (var fields in new[] { [("email", "a\0b")], [(new string('k', 3000), "x")], [("email", new string('x', 4_300_000))], many })
        {
            var page = await visitor.PostAsync("/account/notices", fields);
            Assert.True(HttpStatusCode.BadRequest == page.Status, fields[0].Item1 + " " + fields.Length + " " + page.Html);
            Assert.Contains("<h1", page.Html);
        }
    }
}
