using System.Globalization;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Scoring.Pay;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.PaySheet;

/// <summary>How each amount of a pay slip came about, in words and numbers.</summary>
public static class PayWords
{
    /// <summary>A post's name.</summary>
    public static string Post(string key) => ShippedLadders.Post.Rungs.FirstOrDefault(r => r.Post.Key == key)?.Post is not { } post ? key : Texts.Current == Language.Chinese ? post.Zh : post.En;

    /// <summary>The step of the commission table that the sales fell on: <c>(18000.00 − 15000.00) × 2% + 150.00</c>.</summary>
    public static string Commission(PayDocument pay)
    {
        ArgumentNullException.ThrowIfNull(pay);
        var sales = pay.Facts.Sales;
        var step = pay.Commission.First(s => s.UpTo is null || sales <= s.UpTo);
        var taken = step.Over == 0 ? Yuan(sales) : $"({Yuan(sales)} − {Yuan(step.Over)})";
        return $"{taken} × {Rate(step.Rate)}" + (step.Plus == 0 ? "" : $" + {Yuan(step.Plus)}");
    }

    public static string Retention(PayDocument pay) => $"{Yuan(pay.Facts.RepeatSales)} × {Rate(pay.RetentionRate)}";

    public static string Public(PayDocument pay) => $"{Yuan(pay.Facts.PublicSales)} × {Rate(pay.PublicRate)} ÷ {pay.Facts.Agents.ToString(CultureInfo.InvariantCulture)}";

    public static string Bonus(PayDocument pay) => $"{Yuan(pay.Facts.PerformanceBase)} × {Rate(pay.Facts.BonusRatio)}";

    public static string Rate(decimal rate) => (rate * 100).ToString("0.####", CultureInfo.InvariantCulture) + "%";

    public static string Yuan(decimal amount) => MoneyTag.Text(amount);
}
