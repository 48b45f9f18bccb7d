using CsKpiCases.Domain.Orders;

namespace CsKpiCases.Domain.Tests.Orders;

public sealed class BuyerTests
{
    [Theory]
    [InlineData("13812340042", "0042")]
    [InlineData("+86 138-1234-0042", "0042")]
    [InlineData("138****0042", "0042")]
    [InlineData("042", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void PhoneTail_OfAPhone_IsItsLastFourDigits(string? phone, string? tail) => Assert.Equal(tail, new Buyer { Phone = phone }.PhoneTail);

    [Theory]
    [InlineData("VIP，急性子, VIP", new[] { "VIP", "急性子" })]
    [InlineData("a; b；c、d\ne", new[] { "a", "b", "c", "d", "e" })]
    [InlineData(" , ", new string[0])]
    [InlineData(null, new string[0])]
    public void Read_TypedTags_TakesEachOnce(string? typed, string[] tags) => Assert.Equal(tags, BuyerTag.Read(typed));

    [Theory]
    [InlineData(4, 2, 0, 0, new[] { RefunderSign.Share })]
    [InlineData(3, 3, 0, 0, new RefunderSign[0])]
    [InlineData(20, 9, 2, 499.99, new RefunderSign[0])]
    [InlineData(20, 3, 3, 80, new[] { RefunderSign.Refunds })]
    [InlineData(20, 1, 1, 500, new[] { RefunderSign.Amount })]
    [InlineData(5, 3, 3, 900, new[] { RefunderSign.Share, RefunderSign.Refunds, RefunderSign.Amount })]
    [InlineData(0, 0, 0, 0, new RefunderSign[0])]
    public void Check_OfABuyersRefunds_WarnsFromTheThresholdOn(int orders, int refunded, int recent, double amount, RefunderSign[] signs) =>
        Assert.Equal(signs, SerialRefunder.Check(new RefunderFacts(orders, refunded, recent, (decimal)amount), new RefunderThresholds()).Select(w => w.Sign));

    [Fact]
    public void Check_ReachedThreshold_SaysWhatWasFoundAndWhatItWasHeldAgainst() =>
        Assert.Equal([new RefunderWarning(RefunderSign.Share, 0.75m, 0.5m)], SerialRefunder.Check(new RefunderFacts(4, 3, 0, 0), new RefunderThresholds()));

    [Fact]
    public void Plus_OfTwoShops_AddsUp() =>
        Assert.Equal(0.3m, new RefunderFacts(4, 2, 1, 10).Plus(new RefunderFacts(6, 1, 0, 0)).ReturnRate);
}
