namespace CsKpiCases.Domain.Penalties;

/// <summary>A ruling as stored: one a case, question and run.</summary>
public sealed class RulingRecord
{
    /// <summary>Application-made, time-ordered.</summary>
    public long Id { get; set; }

    /// <summary>The shop.</summary>
    public long ShopId { get; set; }

    /// <summary>The case.</summary>
    public long CaseId { get; set; }

    /// <summary>What was asked.</summary>
    public RulingQuestion Question { get; set; }

    /// <summary>From 1; each reopening asks anew, and what was ruled before stands beside it.</summary>
    public int Run { get; set; } = 1;

    /// <summary>Proven loss, yuan, gross.</summary>
    public decimal Loss { get; set; }

    /// <summary>How grave.</summary>
    public Severity Severity { get; set; }

    /// <summary>Why.</summary>
    public string Reason { get; set; } = "";

    /// <summary>What shows it; empty for a ruling by rule.</summary>
    public string Evidence { get; set; } = "";

    /// <summary>The supervisor's account; 0 for a ruling by rule.</summary>
    public long RuledById { get; set; }

    /// <summary>When, UTC.</summary>
    public DateTime RuledAt { get; set; }

    /// <summary>True when a rule ruled and no person did.</summary>
    public bool ByRule { get; set; }

    /// <summary>The rule, by name.</summary>
    public string? RuleName { get; set; }

    /// <summary>Who is responsible, summing to 100%.</summary>
    public List<RulingShare> Shares { get; set; } = [];

    /// <summary>The record of a supervisor's checked ruling.</summary>
    /// <param name="ruling">Checked.</param>
    /// <param name="id">Of the record.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="ruledById">The supervisor.</param>
    /// <param name="now">UTC.</param>
    /// <param name="newId">Makes the ids of the shares.</param>
    public static RulingRecord Of(Ruling ruling, long id, long shopId, long caseId, long ruledById, DateTime now, Func<long> newId) => new()
    {
        Id = id,
        ShopId = shopId,
        CaseId = caseId,
        Question = ruling.Question,
        Loss = ruling.Loss,
        Severity = ruling.Severity,
        Reason = ruling.Reason,
        Evidence = ruling.Evidence,
        RuledById = ruledById,
        RuledAt = now,
        Shares = [.. ruling.Shares.Select(share => new RulingShare
        {
            Id = newId(), RulingId = id, ShopId = shopId, Party = share.Party, AccountId = share.AccountId, BasisPoints = share.BasisPoints, Recovered = share.Recovered,
        })],
    };

    /// <summary>A ruling of nobody by a rule ("no-reason return within 7 days"): needs no person, costs nobody.</summary>
    public static RulingRecord Nobody(string ruleName, string reason, long id, long shopId, long caseId, DateTime now, Func<long> newId) => new()
    {
        Id = id,
        ShopId = shopId,
        CaseId = caseId,
        Question = RulingQuestion.Caused,
        Severity = Severity.D,
        Reason = reason,
        RuledAt = now,
        ByRule = true,
        RuleName = ruleName,
        Shares = [new RulingShare { Id = newId(), RulingId = id, ShopId = shopId, Party = Party.Nobody, BasisPoints = Money.ShareSplit.Whole }],
    };

    /// <summary>The value that was ruled, for amounts.</summary>
    public Ruling ToRuling() => new(Question, Loss, Severity, Reason, Evidence,
        [.. Shares.OrderBy(share => share.Id).Select(share => new PartyShare(share.Party, share.AccountId, share.BasisPoints, share.Recovered))]);
}

/// <summary>A party's share of a ruling, as stored.</summary>
public sealed class RulingShare
{
    /// <summary>Application-made, time-ordered: the order of the shares.</summary>
    public long Id { get; set; }

    /// <summary>The ruling.</summary>
    public long RulingId { get; set; }

    /// <summary>The shop.</summary>
    public long ShopId { get; set; }

    /// <summary>Who.</summary>
    public Party Party { get; set; }

    /// <summary>The agent's account; null for other parties.</summary>
    public long? AccountId { get; set; }

    /// <summary>1 to 10000.</summary>
    public int BasisPoints { get; set; }

    /// <summary>Yuan recovered from this party.</summary>
    public decimal Recovered { get; set; }
}
