using CsKpiCases.Domain.Money;

namespace CsKpiCases.Domain.Penalties;

/// <summary>What was asked about a case. Both can be, each ruled on its own.</summary>
public enum RulingQuestion
{
    /// <summary>Who caused it.</summary>
    Caused,

    /// <summary>Whether it was handled late or badly.</summary>
    Handled,
}

/// <summary>Who can be responsible.</summary>
public enum Party
{
    /// <summary>One of our agents, by account.</summary>
    Agent,

    /// <summary>Our warehouse.</summary>
    Warehouse,

    /// <summary>The courier.</summary>
    Courier,

    /// <summary>The supplier, or the product itself.</summary>
    Supplier,

    /// <summary>The platform.</summary>
    Platform,

    /// <summary>The buyer.</summary>
    Buyer,

    /// <summary>Nobody's fault.</summary>
    Nobody,
}

/// <summary>A party's share.</summary>
/// <param name="Party">Who.</param>
/// <param name="AccountId">The agent's account; null for every other party.</param>
/// <param name="BasisPoints">1 to 10000; the shares of a ruling sum to 10000.</param>
/// <param name="Recovered">Yuan already recovered from a courier or supplier: lessens this share only.</param>
public sealed record PartyShare(Party Party, long? AccountId, int BasisPoints, decimal Recovered = 0);

/// <summary>A checked ruling. Made by <see cref="RulingDraft.Check"/>.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Loss">Proven loss in yuan, gross: refund given away, compensation, freight, goods written off.</param>
/// <param name="Severity">How grave.</param>
/// <param name="Reason">Why, in the supervisor's words.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="Shares">Who, summing to 100%.</param>
public sealed record Ruling(
    RulingQuestion Question, decimal Loss, Severity Severity, string Reason, string Evidence, IReadOnlyList<PartyShare> Shares)
{
    /// <summary>
    /// Each share of the loss in yuan, in the order of the shares, adding up to the loss to the fen; and what is left
    /// of it after recoveries. 300 split 60:40 with 50 recovered of the second: 180/180, 120/70.
    /// </summary>
    public IReadOnlyList<ShareAmount> Amounts()
    {
        var parts = ShareSplit.OfYuan(Loss, [.. Shares.Select(share => share.BasisPoints)]);
        return [.. Shares.Select((share, i) => new ShareAmount(share, parts[i], Math.Max(0, parts[i] - share.Recovered)))];
    }

    /// <summary>What each ruled agent would pay, before the monthly cap. A warning (severity D) is listed with 0.</summary>
    public IReadOnlyList<AgentPenalty> AgentPenalties(SeverityRatios ratios) =>
        [.. Shares.Where(share => share.Party == Party.Agent).Select(share =>
            new AgentPenalty(share.AccountId!.Value, Severity, PenaltyAmount.Of(Loss, share.BasisPoints, Severity, ratios)))];

    /// <summary>Every A or B ruling needs an improvement measure with owner, due date and verification.</summary>
    public bool NeedsImprovementMeasure => Severity is Severity.A or Severity.B;
}

/// <summary>A party's part of the loss.</summary>
/// <param name="Share">Whose.</param>
/// <param name="Gross">Yuan, before recoveries; for a courier, what the carrier claim asks.</param>
/// <param name="Open">Yuan still to be borne.</param>
public sealed record ShareAmount(PartyShare Share, decimal Gross, decimal Open);

/// <summary>What an agent would pay for one ruling.</summary>
public sealed record AgentPenalty(long AccountId, Severity Severity, decimal Amount);
