using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Replies;

namespace CsKpiCases.Domain.Tests.Replies;

public sealed class ReplyTextTests
{
    // seed 003: questions in reproach, blame, brush-offs; and offers tied to a review
    private static readonly string[] Banned = ["难道", "怎么会", "不可能", "不知道", "不清楚", "没办法", "自己看", "亲自己", "好评返现", "你", "随便", "爱买不买"];

    [Fact]
    public void Render_WithValues_FillsThemIn() => Assert.Equal(
        new RenderedReply("订单 T1，T1 已寄出", []).Text,
        ReplyText.Render("订单 {order}，{order} 已寄出", new Dictionary<string, string?> { ["order"] = "T1" }).Text);

    [Fact]
    public void Render_WithoutAValue_LeavesItAndSaysWhich()
    {
        var rendered = ReplyText.Render("{courier} {tracking}，{due}前，{courier}", new Dictionary<string, string?> { ["tracking"] = "SF1", ["due"] = "" });

        Assert.Equal("{courier} SF1，{due}前，{courier}", rendered.Text);
        Assert.Equal(["courier", "due"], rendered.Missing);
    }

    [Theory]
    [InlineData("您好 {name}，{order} {Order}", new[] { "name", "Order" })]
    [InlineData("{} { order } {1} } {", new string[0])]
    [InlineData("{buyer}{order}{case}{courier}{tracking}{promise}{due}{agent}{shop}", new string[0])]
    public void Unknown_InAText_NamesWhatIsNoVariable(string text, string[] unknown) => Assert.Equal(unknown, ReplyText.Unknown(text));

    [Fact]
    public void Render_AValueThatLooksLikeAVariable_IsNotFilledAgain() =>
        Assert.Equal("{order}", ReplyText.Render("{buyer}", new Dictionary<string, string?> { ["buyer"] = "{order}", ["order"] = "T1" }).Text);

    [Fact]
    public void ShippedReplies_AllOfThem_CanBeSavedAndSayNothingBanned()
    {
        Assert.Equal(ShippedReplies.All.Count, ShippedReplies.All.Select(r => (r.Language, r.Title)).Distinct().Count());
        Assert.All(ShippedReplies.All, reply =>
        {
            Assert.Empty(ReplyText.Unknown(reply.Text));
            Assert.InRange(reply.Title.Length, 1, CannedReply.LongestTitle);
            Assert.InRange(reply.Text.Length, 1, CannedReply.LongestText);
            Assert.True(reply.Category is null || ComplaintCatalogue.Categories.Contains(reply.Category));
            Assert.DoesNotContain(Banned, reply.Text.Contains);
        });
        Assert.Equal(ShippedReplies.All.Count(r => r.Language == "zh-CN"), ShippedReplies.All.Count(r => r.Language == "en"));
    }
}
