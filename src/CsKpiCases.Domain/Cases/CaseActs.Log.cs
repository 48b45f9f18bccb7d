using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>A new case. It has no type until it is classified.</summary>
public sealed record LogCase(long ShopId, string Number, string Subject, Channel Source)
{
    public string Description { get; init; } = "";

    /// <summary>UTC: the buyer's application or first message; null means now.</summary>
    public DateTime? OpenedAt { get; init; }
    public long? BuyerId { get; init; }
    public long? OrderId { get; init; }
    public string? OrderNumber { get; init; }
    public string? Tier { get; init; }
    public string? ExternalNumber { get; init; }
    public long? TeamId { get; init; }
    public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>Unclassified, or a type that skips the front (<see cref="CaseMachines"/>).</summary>
    public CaseType Type { get; init; }
    public string? SubKind { get; init; }
    public string? Category { get; init; }

    /// <summary>Whose it is; null: whoever logs it.</summary>
    public long? OwnerId { get; init; }

    /// <summary>UTC: a return visit's day.</summary>
    public DateTime? PlannedFor { get; init; }
    public long? GrewFromId { get; init; }

    /// <summary>The state that it begins in, where that is not its type's: a case that was split off another.</summary>
    internal string? BeginsIn { get; init; }

    /// <summary>Who pays the postage, where that is known from the start.</summary>
    public FreightPayer FreightPayer { get; init; }

    /// <summary>Photos that came with it: attached in the same transaction, each with its event.</summary>
    public IReadOnlyList<AttachEvidence> Evidence { get; init; } = [];

    /// <summary>The order's paid amount, for the file that comes back.</summary>
    public decimal? OrderPaidAmount { get; init; }
}

public static partial class CaseActs
{
    private const int LongestSubject = 200;
    private const int LongestDescription = 20_000;
    private const string LogName = "log";

    /// <summary>
    /// Logs a new case: the accepted outcome's file holds it, in Logged. <paramref name="zone"/> is the shop's: the case
    /// belongs to the local day on which it was opened.
    /// </summary>
    public static CaseOutcome Log(LogCase act, Actor actor, DateTime now, TimeZoneInfo zone, Func<long> newId)
    {
        now = Cut(now);
        var openedAt = act.OpenedAt is { } opened ? Cut(opened) : now;
        if (CheckLog(act, actor, openedAt, now) is { } refusal)
        {
            return Refuse(refusal);
        }

        var @case = NewCase(act, actor, now, openedAt, newId());
        @case.OpenedOn = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(openedAt, zone));
        var file = new CaseFile { Case = @case, NewId = newId, OrderPaidAmount = act.OrderPaidAmount };
        var state = CaseMachines.For(act.Type).State(act.BeginsIn ?? CaseMachines.OpenedIn(act.Type));
        @case.EnterState(state.Name, state.Stage, state.WaitsOn(file), now);
        CaseTimers.Begin(file);
        var change = new CaseChange(file, now);
        change.Add(@case);
        change.Record(actor, EventKind.Logged, null, new
        {
            act.Source,
            openedAt,
            act.Subject,
            act.Description,
            act.OrderNumber,
            act.ExternalNumber,
            act.Priority,
            type = act.Type == CaseType.Unclassified ? (CaseType?)null : act.Type,
        });
        return change.Accept();
    }

    private static Case NewCase(LogCase act, Actor actor, DateTime now, DateTime openedAt, long id) => new()
    {
        Id = id,
        ShopId = act.ShopId,
        Number = act.Number,
        ExternalNumber = act.ExternalNumber,
        Subject = act.Subject.Trim(),
        Description = act.Description.Trim(),
        Source = act.Source,
        OpenedAt = openedAt,
        LoggedAt = now,
        LoggedById = actor.AccountId,
        OwnerId = act.OwnerId ?? (actor.Kind == ActorKind.Person ? actor.AccountId : null),
        Type = act.Type,
        SubKind = act.SubKind,
        Category = act.Category,
        PlannedFor = act.PlannedFor is { } planned ? Cut(planned) : null,
        GrewFromId = act.GrewFromId,
        FreightPayer = act.FreightPayer,
        TeamId = act.TeamId,
        BuyerId = act.BuyerId,
        OrderId = act.OrderId,
        OrderNumber = act.OrderNumber,
        Tier = act.Tier,
        Priority = act.Priority,
    };

    private static TransitionRefused? CheckLog(LogCase act, Actor actor, DateTime openedAt, DateTime now)
    {
        TransitionRefused Because(string reason, params (string, string)[] arguments) =>
            TransitionRefused.Because(reason, LogName, "", arguments);

        if (actor.Kind == ActorKind.Person && !actor.IsSupervisor() && !actor.Has(Role.Agent) && !actor.Has(Role.ShopLead))
        {
            return Because(RefusalReason.RoleRequired, ("roles", "agent,supervisor"));
        }

        if (openedAt > now)
        {
            return Because(RefusalReason.InTheFuture, ("name", "openedAt"));
        }

        if (string.IsNullOrWhiteSpace(act.Subject))
        {
            return Because(RefusalReason.MissingArgument, ("name", "subject"));
        }

        var wrong =
            act.Subject.Length > LongestSubject ? "subject"
            : act.Description.Length > LongestDescription ? "description"
            : act.Source == Channel.Unknown || !Enum.IsDefined(act.Source) ? "source"
            : !Enum.IsDefined(act.Priority) ? "priority"
            : act.Type != CaseType.Unclassified && CaseMachines.Classifiable.Contains(act.Type) && actor.Kind != ActorKind.System ? "type"
            : act.Type == CaseType.ReturnVisit && act.PlannedFor is null ? "plannedFor"
            : act.OrderNumber is { Length: > Case.LongestOrderNumber } ? "orderNumber"
            : act.ExternalNumber is { Length: > Case.LongestExternalNumber } ? "externalNumber"
            : act.Tier is { Length: > Case.LongestTier } ? "tier"
            : null;
        return wrong is null ? null : Because(RefusalReason.InvalidArgument, ("name", wrong));
    }
}
