using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Scoring.Pay;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.PaySheet;

/// <summary>The pay sheet as a table, one agent a row, with what each amount was computed from.</summary>
public sealed class PayFile(Texts texts)
{
    private static readonly (string Key, Func<PayDocument, decimal> Of)[] Amounts =
    [
        ("post_salary", p => p.PostSalary), ("personal_commission", p => p.PersonalCommission), ("retention_commission", p => p.RetentionCommission), ("public_commission", p => p.PublicCommission),
        ("performance_bonus", p => p.PerformanceBonus), ("department_bonus", p => p.DepartmentBonus), ("seniority", p => p.Seniority), ("awards", p => p.Awards), ("before_penalties", p => p.BeforePenalties),
        ("penalties", p => p.Facts.Penalties.Sum(x => x.Amount)), ("penalty_deducted", p => p.PenaltyDeducted), ("penalty_waived", p => p.PenaltyWaived), ("adjusted", p => p.Adjusted), ("total", p => p.Total),
    ];

    public Task<Stream> WriteAsync(PaySheetPage page, string format)
    {
        ArgumentNullException.ThrowIfNull(page);
        List<string> columns = [texts["periods.month"], texts["scores.agent"], texts["scores.final"], texts["scores.bonus"], texts["pay.post"], texts["pay.sales"], texts["pay.repeat_sales"], .. Amounts.Select(a => texts["pay.amount." + a.Key])];
        var rows = page.Rows.Select(row => (IReadOnlyList<TableCell>)
        [
            page.Head.Month.ToString(), row.Name, TableCell.Of(row.Pay.Facts.Final), row.Pay.Facts.BonusGrade, PayWords.Post(row.Pay.Facts.Post), TableCell.Of(row.Pay.Facts.Sales), TableCell.Of(row.Pay.Facts.RepeatSales), .. Amounts.Select(a => TableCell.Of(a.Of(row.Pay))),
        ]);
        return TableFile.WriteAsync(format, columns, [.. rows]);
    }
}
