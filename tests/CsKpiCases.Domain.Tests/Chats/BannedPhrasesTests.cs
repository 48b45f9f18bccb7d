using CsKpiCases.Domain.Chats;
using CsKpiCases.Domain.Scoring;
using FsCheck.Fluent;
using Property = CsKpiCases.Domain.Tests.Scoring.Property;

namespace CsKpiCases.Domain.Tests.Chats;

public sealed class BannedPhrasesTests
{
    [Theory]
    [InlineData("不是告诉你了么？", PhraseKind.Blame, "不是告诉你了么")]
    [InlineData("亲，不 知 道 哦", PhraseKind.BrushOff, "不 知 道")]
    [InlineData("王敏 10:02：你想 怎样", PhraseKind.RhetoricalQuestion, "你想 怎样")]
    [InlineData("什么?", PhraseKind.RhetoricalQuestion, "什么?")]
    [InlineData("王敏 10:02:33: 哪个？", PhraseKind.RhetoricalQuestion, "哪个？")]
    [InlineData("不\u200b清　楚！", PhraseKind.BrushOff, "不\u200b清　楚")]
    public void Find_PhraseInAnyWidthAndSpacing_IsFoundWhereItStands(string text, PhraseKind kind, string said)
    {
        var hit = Assert.Single(BannedPhrases.Find(text, BannedPhrases.Shipped));
        Assert.Equal((kind, said), (hit.Kind, text.Substring(hit.Start, hit.Length)));
    }

    [Theory]
    [InlineData("请问您收到的是什么颜色？")]
    [InlineData("您要的是哪个？我查一下")]
    [InlineData("")]
    [InlineData("：")]
    [InlineData("买家 09:00：你想怎样")]
    [InlineData("tb_lily: 不知道")]
    public void Find_WhatMayBeSaid_IsNotFound(string text) => Assert.Empty(BannedPhrases.Find(text, BannedPhrases.Shipped, "tb_lily", "买家"));

    [Fact]
    public void Find_FullWidthLatin_IsTheSameAsHalfWidth() =>
        Assert.Single(BannedPhrases.Find("ＯＫ 啦", [new BannedPhrase(PhraseKind.BrushOff, "ok啦")]));

    [Fact]
    public void Find_OverlappingPhrases_AreAllFoundTheLongerFirst()
    {
        BannedPhrase[] phrases = [new(PhraseKind.BrushOff, "不知道"), new(PhraseKind.Blame, "我不知道你"), new(PhraseKind.BrushOff, "道你")];
        var hits = BannedPhrases.Find("我不知道你啊", phrases);
        Assert.Equal([(0, 5), (1, 3), (3, 2)], hits.Select(h => (h.Start, h.Length)));
        var cut = BannedPhrases.Cut("我不知道你啊", hits);
        Assert.Equal([1, 2, 3, 2, 0], cut.Select(s => s.Hits.Count));
        Assert.Equal("我不知道你啊", string.Concat(cut.Select(s => s.Text)));
    }

    [Fact]
    public void Find_TheSamePhraseTwiceInARow_CountsTwice() => Assert.Equal(2, BannedPhrases.Find("不知道不知道", BannedPhrases.Shipped).Count);

    [Fact]
    public void Find_StockPhraseSaidAgain_IsFlaggedFromTheSecondTimeOn()
    {
        const string text = "王敏 10:01: 亲，非常抱歉给您带来不便\n王敏 10:03: 亲，请稍等\n王敏 10:04: 亲， 非常抱歉给您带来不便\n王敏 10:09：亲，非常抱歉给您带来不便";
        var hits = BannedPhrases.Find(text, BannedPhrases.Shipped);
        Assert.Equal([PhraseKind.Repeated, PhraseKind.Repeated], hits.Select(h => h.Kind));
        Assert.Equal("亲， 非常抱歉给您带来不便", text.Substring(hits[0].Start, hits[0].Length));
    }

    [Fact]
    public void List_ReadAndWritten_IsTheSame()
    {
        const string list = "=哪个？\n你想怎样";
        Assert.Equal(list, BannedPhrases.Write(BannedPhrases.Read(PhraseKind.Blame, " =哪个？ \n\n你想怎样\r\n你 想 怎 样\n　"), PhraseKind.Blame));
    }

    [Fact]
    public void Cut_AnyText_IsTheTextAgain() => Property.Holds(
        from parts in Gen.Elements("不知道", "你想怎样", "亲", " ", "\n", "：", "王敏 10:02:", "😀", "ＯＫ").ListOf() select string.Concat(parts),
        text => string.Concat(BannedPhrases.Cut(text, BannedPhrases.Find(text, BannedPhrases.Shipped)).Select(s => s.Text)) == text);

    [Fact]
    public void Lot_AnySeed_DrawsEachOnceAndTheSameAgain() => Property.Holds(
        from count in Gen.Choose(0, 40) from take in Gen.Choose(0, 50) from seed in Gen.Choose(int.MinValue, int.MaxValue) select (count, take, seed),
        x =>
        {
            var ids = Enumerable.Range(1, x.count).Select(i => (long)i * 7).ToList();
            var drawn = Lot.Draw(ids, x.seed, x.take);
            return drawn.Count == Math.Min(x.count, x.take) && drawn.Distinct().Count() == drawn.Count && drawn.All(ids.Contains)
                && drawn.SequenceEqual(Lot.Draw(Enumerable.Reverse(ids), x.seed, x.take));
        });

    [Fact]
    public void Lot_OverManySeeds_DrawsEverybodyAlikeOften()
    {
        var often = new int[10];
        for (var seed = 0; seed < 10_000; seed++) often[Lot.Draw(Enumerable.Range(0, 10).Select(i => (long)i), seed, 1)[0]]++;
        Assert.All(often, count => Assert.InRange(count, 850, 1150));
    }
}
