using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>A case with all that its page shows, for one reader.</summary>
public sealed record CaseView
{
    public required Shop Shop { get; init; }
    public required CaseFile File { get; init; }
    public Case Case => File.Case;
    public required IReadOnlyList<CaseEvent> Events { get; init; }

    /// <summary>As they stand at <see cref="Now"/>.</summary>
    public required IReadOnlyList<CaseClock> Clocks { get; init; }

    /// <summary>Working seconds of each clock up to <see cref="Now"/>, by its id.</summary>
    public required IReadOnlyDictionary<long, long> Elapsed { get; init; }

    /// <summary>What each clock is measured by, by its id; null where its policy version is not known.</summary>
    public required IReadOnlyDictionary<long, Target?> Targets { get; init; }
    public required ILookup<long, CaseClockSegment> Segments { get; init; }

    /// <summary>Misses and breaches that an event took back, by its sequence (sla.md, rule 4).</summary>
    public required ILookup<int, Breach> Withdrawn { get; init; }
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>Other cases that the same picture was found on, by the evidence's id.</summary>
    public required ILookup<long, SamePicture> Elsewhere { get; init; }

    /// <summary>The buyer's links that can be used now.</summary>
    public required IReadOnlyList<BuyerLink> BuyerLinks { get; init; }
    public required IReadOnlyList<LinkedCase> Links { get; init; }
    public Order? Order { get; init; }
    public Buyer? Buyer { get; init; }
    public required IReadOnlyList<LinkedCase> OtherCases { get; init; }

    /// <summary>What hit this buyer and others alike, with what may be said of it.</summary>
    public IReadOnlyList<CaseIncident> Incidents { get; init; } = [];

    /// <summary>Names of everybody who appears on the page.</summary>
    public required IReadOnlyDictionary<long, string> Names { get; init; }
    /// <summary>The policy versions that its history names and the one that it has, by their ids.</summary>
    public required IReadOnlyDictionary<long, PolicyVersionName> Policies { get; init; }
    public required IReadOnlyList<ShopPerson> People { get; init; }

    /// <summary>What may be fired, and why not the rest.</summary>
    public required IReadOnlyList<PermittedTrigger> Permitted { get; init; }
    /// <summary>While it is classified: whether the same order had a case shortly before.</summary>
    public bool IsRepeated { get; init; }
    public required SignedIn Reader { get; init; }
    public required DateTime Now { get; init; }

    /// <summary>May write at all: an auditor reads.</summary>
    public bool MayWork => Reader.Can(Right.WorkCases, Shop.Id);

    /// <summary>May say whose a miss is, or that it is nobody's.</summary>
    public bool MayJudge => Reader.Can(Right.RuleResponsibility, Shop.Id);

    public string Name(long? accountId) => accountId is { } id ? Names.GetValueOrDefault(id, "#" + id) : "—";

    /// <summary>What a clock towards a platform's deadline is about; null for any other clock.</summary>
    public PlatformDeadline? DeadlineOf(CaseClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        if (clock.Clock != ClockNames.PlatformDeadline) return null;
        // A name may come again: the runs of one stand in the order in which they were set.
        var runs = Clocks.Where(c => c.Clock == clock.Clock && c.Occasion == clock.Occasion).OrderBy(c => c.Run).ToList();
        return File.Deadlines.Where(d => d.Key == clock.Occasion).OrderBy(d => d.Id).ElementAtOrDefault(runs.IndexOf(clock));
    }

    public PolicyVersionName? Policy(long? versionId) => versionId is { } id ? Policies.GetValueOrDefault(id) : null;

    /// <summary>Working seconds of a stretch; of the one that lasts, up to <see cref="Now"/>.</summary>
    public long Counted(CaseClock clock, CaseClockSegment segment)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(segment);
        return segment is { To: null, IsRunning: true } ? Elapsed[clock.Id] - clock.ElapsedSeconds : segment.CountedSeconds;
    }

    /// <summary>Where the payments stand now.</summary>
    public IReadOnlyList<LedgerEntry> Payments => [.. LedgerSums.LastSteps(File.Ledger).OrderBy(e => e.PaymentId)];

    public PermittedTrigger? Find(string trigger) => Permitted.FirstOrDefault(p => p.Trigger == trigger);
}

/// <summary>A version of a policy, as people call it.</summary>
public sealed record PolicyVersionName(string Name, int Version);

/// <summary>Another case that this one shows a way to.</summary>
public sealed record LinkedCase(long Id, string Number, string Subject, string State, Stage Stage, LinkKind? Kind, bool IsBackwards);

/// <summary>An incident that the case belongs to.</summary>
public sealed record CaseIncident(long Id, string Title, string Wording, bool IsClosed);
