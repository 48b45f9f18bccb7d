using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Domain.Tests.Cases;

/// <summary>The platforms' words, and which of our states they stand for.</summary>
public sealed class PlatformStandingTests
{
    [Theory]
    [InlineData("买家已经申请退款，等待卖家同意", PlatformStanding.Waiting)]
    [InlineData("待商家处理", PlatformStanding.Waiting)]
    [InlineData("待审核", PlatformStanding.Waiting)]
    [InlineData("卖家已经同意退款，等待买家退货", PlatformStanding.AwaitingReturn)]
    [InlineData("待客户返件", PlatformStanding.AwaitingReturn)]
    [InlineData("买家已经退货，等待卖家确认收货", PlatformStanding.ReturnInTransit)]
    [InlineData("待商家收货", PlatformStanding.ReturnInTransit)]
    [InlineData("待用户收货", PlatformStanding.AwaitingReceipt)]
    [InlineData("换货待商家发货", PlatformStanding.AwaitingOutbound)]
    [InlineData("卖家拒绝退款，等待买家修改", PlatformStanding.Refused)]
    [InlineData("退款中", PlatformStanding.Refunding)]
    [InlineData("同意退款，退款成功", PlatformStanding.Done)]
    [InlineData("退款关闭", PlatformStanding.Cancelled)]
    [InlineData("平台介入中", PlatformStanding.UnderReview)]
    [InlineData("平台介入完成待执行", PlatformStanding.UnderReview)]
    [InlineData("天气晴", null)]
    public void Status_OfAPlatform_IsKnownByWhatItContains(string word, PlatformStanding? standing) => Assert.Equal(standing, PlatformWords.StandingOf(word));

    [Theory]
    [InlineData("仅退款(无需退货)", ApplicationKind.RefundOnly)]
    [InlineData("退货退款", ApplicationKind.ReturnRefund)]
    [InlineData("换货", ApplicationKind.Exchange)]
    [InlineData("补寄", ApplicationKind.Reshipment)]
    [InlineData("我要退款", ApplicationKind.RefundOnly)]
    [InlineData("维修", ApplicationKind.Other)]
    [InlineData("聊天", null)]
    public void Kind_OfAPlatform_IsKnownByWhatItContains(string word, ApplicationKind? kind) => Assert.Equal(kind, PlatformWords.KindOf(word));

    [Fact]
    public void Standings_OfEachType_AreStatesOfItsMachineOrNone()
    {
        foreach (var type in new[] { CaseType.Return, CaseType.Exchange, CaseType.Reshipment })
        {
            Assert.All(Enum.GetValues<PlatformStanding>(), s => Assert.True(PlatformStandings.StateOf(type, s) is not { } state || CaseMachines.For(type).HasState(state)));
        }

        Assert.Null(PlatformStandings.StateOf(CaseType.Exchange, PlatformStanding.Refunding));
        Assert.Equal(ReshipmentWorkflow.Verifying, PlatformStandings.StateOf(CaseType.Reshipment, PlatformStanding.Waiting));
    }

    [Theory]
    [InlineData(ReturnedGoods.Deciding, ReturnWorkflow.RefundApproval, true)]
    [InlineData(ReturnedGoods.ReturnInTransit, ReturnedGoods.Inspecting, true)]
    [InlineData(SharedWorkflow.Resolved, SharedWorkflow.Closed, true)]
    [InlineData(ReturnedGoods.AwaitingReturn, ReturnedGoods.Deciding, false)]
    [InlineData(ReturnedGoods.Deciding, ReturnedGoods.AwaitingReturn, false)]
    public void States_ThatThePlatformCannotTellApart_Agree(string platform, string ours, bool agree)
    {
        Assert.Equal(agree, PlatformStandings.Agree(platform, ours));
        Assert.Equal(agree, PlatformStandings.Agreeing.Contains(platform + PlatformStandings.Separator + ours));
    }
}
