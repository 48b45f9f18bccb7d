using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Tests.Scoring;
using FsCheck.Fluent;

namespace CsKpiCases.Domain.Tests.Money;

public class MoneyTests
{
    [Theory]
    [InlineData("0.005", "0.01")]
    [InlineData("-0.005", "-0.01")]
    [InlineData("0.0049", "0")]
    [InlineData("2.675", "2.68")]
    [InlineData("1.10", "1.1")]
    [InlineData("90.0049999999999999999999999", "90.01")]
    [InlineData("90.0049999", "90")]
    public void ToCents_Halves_GoAwayFromZero(string amount, string expected) =>
        Assert.Equal(expected, Text(Rounding.ToCents(Number(amount))));

    [Fact]
    public void ToCents_ThirdsThatAddUpToAHalf_RoundAsTheHalf() =>
        Assert.Equal(0.51m, Rounding.ToCents(0.505m / 3 * 3));

    [Theory]
    [InlineData("36.80", "36.8")]
    [InlineData("100.000", "100")]
    [InlineData("0.00", "0")]
    public void Plain_TrailingZeros_AreDropped(string amount, string expected) =>
        Assert.Equal(expected, Text(Rounding.Plain(Number(amount))));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("12.34", 1234)]
    [InlineData("-12.345", -1235)]
    [InlineData("92233720368547758", 9223372036854775800)]
    public void FromYuan_AmountThatFits_IsWholeFen(string yuan, long fen) => Assert.Equal(fen, Fen.FromYuan(Number(yuan)));

    [Theory]
    [InlineData("92233720368547758.01")]
    [InlineData("-92233720368547758.01")]
    public void FromYuan_AmountBeyondLong_Overflows(string yuan) =>
        Assert.Throws<OverflowException>(() => Fen.FromYuan(Number(yuan)));

    [Fact]
    public void ToYuan_AnyFen_ComesBackUnchanged() =>
        Property.Holds(Gen.Choose(int.MinValue, int.MaxValue), fen => Fen.FromYuan(Fen.ToYuan(fen)) == fen);

    [Theory]
    [InlineData("0", null)]
    [InlineData("12.30", null)]
    [InlineData("-0.01", AmountFault.Negative)]
    [InlineData("1000000000000.01", AmountFault.TooLarge)]
    [InlineData("0.001", AmountFault.TooFine)]
    public void Check_EnteredAmount_FaultIsNamed(string yuan, AmountFault? expected) => Assert.Equal(expected, Fen.Check(Number(yuan)));

    [Fact]
    public void OfYuan_ThirdsOfOneYuan_LeftoverFenGoesToTheLargestRemainder() =>
        Assert.Equal([0.33m, 0.34m, 0.33m], ShareSplit.OfYuan(1, [3333, 3334, 3333]));

    [Fact]
    public void OfFen_EqualRemainders_EarlierShareFirst() => Assert.Equal([1L, 0L], ShareSplit.OfFen(1, [5000, 5000]));

    [Fact]
    public void OfFen_AnyAmountAndShares_PartsAddUpAndStayWithinAFen() => Property.Holds(
        from shares in Property.Cut(ShareSplit.Whole)
        from fen in Gen.Choose(int.MinValue, int.MaxValue)
        select (shares, fen),
        x =>
        {
            var parts = ShareSplit.OfFen(x.fen, x.shares);
            return parts.Sum() == x.fen
                && parts.Zip(x.shares).All(p => Math.Abs(p.First - ((decimal)x.fen * p.Second / ShareSplit.Whole)) < 1);
        });

    [Fact]
    public void OfFen_LargestAmount_DoesNotOverflow() =>
        Assert.Equal(long.MaxValue, ShareSplit.OfFen(long.MaxValue, [1, 9998, 1]).Sum());

    [Theory]
    [InlineData(6000, 3999)]
    [InlineData(10001, -1)]
    [InlineData(6000, 4001)]
    public void OfFen_SharesThatAreNoWhole_AreRefused(int first, int second) =>
        Assert.Throws<ArgumentException>(() => ShareSplit.OfFen(100, [first, second]));

    [Theory]
    [InlineData("¥1,234.50", "1234.5")]
    [InlineData("￥１，２３４．５０", "1234.5")]
    [InlineData("  1234.5 元", "1234.5")]
    [InlineData("RMB 99", "99")]
    [InlineData("cny99", "99")]
    [InlineData("-¥5", "-5")]
    [InlineData("¥-5", "-5")]
    [InlineData("－１２．３", "-12.3")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("0012", "12")]
    [InlineData("1.5000", "1.5")]
    public void TryParse_AmountAsPeopleWriteIt_IsRead(string text, string expected)
    {
        Assert.True(AmountText.TryParse(text, out var yuan, out var reason));
        Assert.Null(reason);
        Assert.Equal(expected, Text(yuan));
    }

    [Theory]
    [InlineData(null, "blank")]
    [InlineData("　", "blank")]
    [InlineData("1,23", "not_an_amount")]
    [InlineData("1234,567", "not_an_amount")]
    [InlineData("1.2.3", "not_an_amount")]
    [InlineData("1e5", "not_an_amount")]
    [InlineData("¥", "not_an_amount")]
    [InlineData(".", "not_an_amount")]
    [InlineData("$5", "not_an_amount")]
    [InlineData("一百", "not_an_amount")]
    [InlineData("1.005", "too_fine")]
    [InlineData("1000000000001", "too_large")]
    [InlineData("99999999999999999999999999999999", "too_large")]
    public void TryParse_AnythingElse_ReasonIsNamed(string? text, string expected)
    {
        Assert.False(AmountText.TryParse(text, out var yuan, out var reason));
        Assert.Equal((expected, 0m), (reason, yuan));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(decimal number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
