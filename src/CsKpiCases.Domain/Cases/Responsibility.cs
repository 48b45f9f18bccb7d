using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>Writes rulings into a case's file and reads its liability off them (workflow.md, "liability").</summary>
internal static class Responsibility
{
    /// <summary>What the rulings and penalties of a case say together: what is least settled counts.</summary>
    public static Liability LiabilityOf(CaseFile file)
    {
        var states = file.Penalties.Select(p => p.State).ToHashSet();
        return states.Contains(PenaltyState.Appealed) ? Liability.Contested
            : states.Contains(PenaltyState.Proposed) || states.Contains(PenaltyState.Accepted) ? Liability.Told
            : states.Contains(PenaltyState.Confirmed) ? Liability.Confirmed
            : states.Contains(PenaltyState.Reduced) ? Liability.Reduced
            : states.Contains(PenaltyState.Dropped) ? Liability.Dropped
            : file.Rulings.Count == 0 ? Liability.Undecided
            : file.Rulings.TrueForAll(r => r.Shares.TrueForAll(s => s.Party == Party.Nobody)) ? Liability.Nobody
            : Liability.Ruled;
    }

    /// <summary>A cause that rules itself: nobody.</summary>
    public static void RuleNobody(FiringContext c, CaseChange change)
    {
        var rule = SelfRuling.RuleFor(c.Case)!;
        var record = c.File.Rulings.Find(r => r.Question == RulingQuestion.Caused && r.Run == c.File.RulingRun);
        if (record is null)
        {
            record = RulingRecord.Nobody(rule, rule, c.File.NewId(), c.Case.ShopId, c.Case.Id, c.At, c.File.NewId);
            record.Run = c.File.RulingRun;
            c.File.Rulings.Add(record);
            change.Add(record);
        }

        c.Case.Liability = LiabilityOf(c.File);
        change.Also(EventKind.Ruling, Payload(record, []));
    }

    /// <summary>A supervisor's ruling. Where a rule had ruled before, its record is rewritten: there is one for each question and run.</summary>
    public static RulingRecord Write(FiringContext c, CaseChange change, Ruling ruling)
    {
        var record = RulingRecord.Of(ruling, c.File.NewId(), c.Case.ShopId, c.Case.Id, c.Actor.AccountId ?? 0, c.At, c.File.NewId);
        record.Run = c.File.RulingRun;
        if (c.File.Rulings.Find(r => r.Question == ruling.Question && r.Run == record.Run) is not { } existing)
        {
            c.File.Rulings.Add(record);
            return change.Add(record);
        }

        (existing.Loss, existing.Severity, existing.Reason, existing.Evidence) = (record.Loss, record.Severity, record.Reason, record.Evidence);
        (existing.RuledById, existing.RuledAt, existing.ByRule, existing.RuleName) = (record.RuledById, record.RuledAt, false, null);
        existing.Shares.Clear();
        foreach (var share in record.Shares)
        {
            share.RulingId = existing.Id;
            existing.Shares.Add(change.Add(share));
        }

        return existing;
    }

    /// <summary>Proposes the agents' penalties and tells them.</summary>
    public static IReadOnlyList<Penalty> ProposePenalties(FiringContext c, CaseChange change, RulingRecord record, Ruling ruling)
    {
        var penalties = ruling.AgentPenalties(c.Settings.SeverityRatios)
            .Select(p => change.Add(Penalty.Propose(c.File.NewId(), record, p, c.Actor.AccountId ?? 0, c.At)))
            .ToList();
        c.File.Penalties.AddRange(penalties);
        foreach (var penalty in penalties)
        {
            change.Tell("notice.penalty_told", penalty.AccountId, ("amount", Guards.Yuan(penalty.Amount)), ("severity", penalty.Severity.ToString()));
        }

        return penalties;
    }

    public static object Payload(RulingRecord record, IReadOnlyList<Penalty> penalties) => new
    {
        rulingId = record.Id,
        record.Question,
        record.Loss,
        record.Severity,
        record.Reason,
        record.Evidence,
        rule = record.RuleName,
        shares = record.Shares.Select(s => new { s.Party, s.AccountId, s.BasisPoints, s.Recovered }).ToList(),
        penalties = penalties.Select(p => new { penaltyId = p.Id, p.AccountId, p.Amount }).ToList(),
    };
}
