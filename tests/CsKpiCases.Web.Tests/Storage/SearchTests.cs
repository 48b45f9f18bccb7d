using CsKpiCases.Data;
using CsKpiCases.Data.Search;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Storage;

public sealed class SearchTests
{
    [Theory]
    [InlineData("杯子碎了", "杯子 子碎 碎了")]
    [InlineData("杯子，碎了", "杯子 碎了")]
    [InlineData("iPhone壳", "ip ph ho on ne e壳")]
    [InlineData("ＡＢ１２", "ab b1 12")]
    [InlineData("aaaa", "aa")]
    [InlineData("杯 a !", "")]
    [InlineData("𠮷野家", "𠮷野 野家")]
    public void Terms_OfText_AreBigramsOfItsRuns(string text, string terms) =>
        Assert.Equal(terms, string.Join(' ', SearchTerms.Of(text)));

    [Fact]
    public void Terms_OfEndlessText_AreBounded() =>
        Assert.Equal(SearchTerms.Most, SearchTerms.Of(string.Concat(Enumerable.Range(0x4E00, 9000).Select(c => (char)c))).Count);

    [Theory, OnSqlite, OnPostgres]
    public async Task Find_ChineseMixedAndTwoCharacters_WithinTheShopAlone(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var ids = await LoggedAsync(host, "收到的杯子碎了 iPhone15", "杯子少了一只", "杯子碎了");
        await using var db = host.Read();
        await SearchIndex.WriteAsync(db, 1, ids[0], SearchTerms.Of("收到的杯子碎了 iPhone15"), default);
        await SearchIndex.WriteAsync(db, 1, ids[1], SearchTerms.Of("杯子少了一只"), default);

        Assert.Equal([ids[1], ids[0]], await FindAsync(db, 1, "杯子"));
        Assert.Equal([ids[0]], await FindAsync(db, 1, "杯子碎"));
        Assert.Equal([ids[0]], await FindAsync(db, 1, "PHONE 杯子"));
        Assert.Equal([ids[2]], await FindAsync(db, host.Shop.Id, "杯子"));
        Assert.Empty(await FindAsync(db, 3, "杯子"));
        Assert.Empty(await FindAsync(db, 1, "杯"));
        Assert.Empty(await FindAsync(db, 1, "\" OR t:* --"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Find_PageByPage_GoesDownTheIds(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var ids = await LoggedAsync(host, [.. Enumerable.Repeat("杯子", 7)]);
        await using var db = host.Read();

        Assert.Equal([ids[6], ids[5], ids[4]], await SearchIndex.FindAsync(db, host.Shop.Id, "杯子", long.MaxValue, 3, default));
        Assert.Equal([ids[3], ids[2], ids[1]], await SearchIndex.FindAsync(db, host.Shop.Id, "杯子", ids[4], 3, default));
        Assert.Equal([ids[0]], await SearchIndex.FindAsync(db, host.Shop.Id, "杯子", ids[1], 3, default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Act_ChangedSubjectAndNotes_ReplaceTheTerms(StoreProvider provider)
    {
        await using var host = await StoreHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync("杯子碎了");
        await host.DoAsync(@case, new AddNote { Note = "已经联系快递公司" }, host.Agent);
        await host.DoAsync(@case, new ChangeFields { Subject = "盘子裂开" }, host.Agent);
        await host.DoAsync(@case, new ChangeFields { Priority = Priority.High }, host.Agent);

        await using var db = host.Read();
        foreach (var (query, found) in new[] { ("杯子", false), ("盘子裂开", true), ("快递公司", true), (@case.Number, true) })
        {
            Assert.Equal((query, found), (query, (await FindAsync(db, host.Shop.Id, query)).Contains(@case.Id)));
        }
    }

    private static async Task<List<long>> LoggedAsync(StoreHost host, params string[] subjects)
    {
        var ids = new List<long>();
        foreach (var subject in subjects)
        {
            ids.Add(Assert.IsType<Data.Cases.CaseResult.Done>(await host.Store.LogAsync(host.Shop, new LogCase(0, "", subject, Channel.Phone), host.Agent)).Case.Id);
        }

        return ids;
    }

    private static Task<IReadOnlyList<long>> FindAsync(CasesDbContext db, long shop, string query) =>
        SearchIndex.FindAsync(db, shop, query, long.MaxValue, 10, default);
}
