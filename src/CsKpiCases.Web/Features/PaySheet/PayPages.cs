using CsKpiCases.Domain.Penalties;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Hosting.Scoring.Pay;

namespace CsKpiCases.Web.Features.PaySheet;

/// <summary>One agent of the sheet.</summary>
public sealed record PayRow(string Name, PayDocument Pay);

/// <summary>What rulings of the month came to for one party.</summary>
/// <param name="Loss">Its share of the proven losses, yuan.</param>
/// <param name="Recovered">Of it recovered from a courier or supplier.</param>
/// <param name="Net">What is left.</param>
public sealed record PartyLoss(Party Party, int Rulings, decimal Loss, decimal Recovered, decimal Net);

/// <summary>A month's pay of the whole shop.</summary>
/// <param name="Losses">What the shop lost by its rulings, and recovered.</param>
public sealed record PaySheetPage(MonthHead Head, IReadOnlyList<PayRow> Rows, IReadOnlyList<PartyLoss> Losses, bool MayAward)
{
    /// <summary>Why the last award was refused, by field.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>();
    public AwardForm Award { get; init; } = new();

    public decimal Sum(Func<PayDocument, decimal> amount) => Rows.Sum(row => amount(row.Pay));
}

/// <summary>An award as it was typed.</summary>
public sealed record AwardForm
{
    public long? AccountId { get; init; }
    public string? Amount { get; init; }
    public string? Reason { get; init; }

    /// <summary>The form's own key: sent twice, it gives once.</summary>
    public string? FormKey { get; init; }
}

/// <summary>One agent's pay with where every amount comes from.</summary>
/// <param name="Pay">Null where he is not among the month's agents.</param>
/// <param name="CaseNumbers">Of the penalties' cases.</param>
public sealed record PaySlipPage(MonthHead Head, long AccountId, string Name, bool IsMine, PayDocument? Pay, IReadOnlyDictionary<long, string> CaseNumbers);
