using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;

namespace CsKpiCases.Web.Features.WorkList;

/// <summary>One row of the work list.</summary>
public sealed record WorkRow
{
    public required long Id { get; init; }
    public required string Number { get; init; }
    public required CaseType Type { get; init; }
    public required string Subject { get; init; }
    public required string State { get; init; }
    public required Stage Stage { get; init; }
    public required Wait WaitsOn { get; init; }
    public string? Category { get; init; }
    public string? Cause { get; init; }
    public Grade Grade { get; init; }
    public Priority Priority { get; init; }
    public int EscalationLevel { get; init; }
    public long? OwnerId { get; init; }
    public string? Owner { get; init; }
    public string? BuyerName { get; init; }
    public string? PlatformBuyerId { get; init; }
    public string? OrderNumber { get; init; }

    /// <summary>What was paid for the order, yuan.</summary>
    public decimal? Amount { get; init; }
    public DateTime SortDueAt { get; init; }
    public DateTime TimerDueAt { get; init; }
    public DateTime? EndedAt { get; init; }

    /// <summary>The clock that gives the place in the list, or what it is paused on.</summary>
    public ClockLook? Clock { get; init; }

    /// <summary>The buyer as lists show him: the name masked, without one his ID on the platform.</summary>
    public string? Buyer => Masked.Name(BuyerName) ?? PlatformBuyerId;

    public WorkCursor Cursor => new(SortDueAt, Id);
}

/// <summary>How many stand in each tab; <see cref="Cap"/> + 1 means more than the cap.</summary>
public sealed record WorkCounts(int Mine, int Team, int Unassigned, int Today, int Breached)
{
    public const int Cap = 1000;

    public int Of(WorkView view) => view switch
    {
        WorkView.Mine => Mine,
        WorkView.Team => Team,
        WorkView.Unassigned => Unassigned,
        WorkView.Today => Today,
        _ => Breached,
    };

    /// <summary>1000+ where there are more.</summary>
    public static string Text(int count) => count > Cap ? FormattableString.Invariant($"{Cap}+") : FormattableString.Invariant($"{count}");
}

/// <summary>The work list as it is drawn.</summary>
public sealed record WorkListPage
{
    public required WorkListFilter Filter { get; init; }
    public required WorkView View { get; init; }
    public required IReadOnlyList<WorkRow> Rows { get; init; }
    public required WorkCounts Counts { get; init; }
    public required IReadOnlyList<ShopPerson> Owners { get; init; }

    /// <summary>The states that cases can be in while open.</summary>
    public required IReadOnlyList<string> States { get; init; }
    public string? NewerHref { get; init; }
    public string? OlderHref { get; init; }
    public bool MayAssign { get; init; }
    public bool MayKeepMeasures { get; init; }
    public bool MayWork { get; init; }
    public bool MayLog { get; init; }
}
