using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.CaseApi;

/// <summary>Puts a case and its events into the API's words.</summary>
public sealed class ShowCase(CasesDbContext db, PolicyBook policies)
{
    public async Task<CaseAnswer> ByIdAsync(FoundCase found, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        var @case = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == found.Id, cancellation);
        return await OfAsync(@case, found.Shop.Code, cancellation);
    }

    public async Task<CaseAnswer> OfAsync(Case @case, string shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var people = await PeopleAsync([@case.OwnerId, @case.PendingOwnerId, @case.ProposedById, @case.LoggedById], cancellation);
        var duplicateOf = @case.DuplicateOfId is { } other
            ? await db.Cases.AsNoTracking().Where(c => c.Id == other).Select(c => c.Number).FirstOrDefaultAsync(cancellation)
            : null;
        return Of(@case, shop, people, duplicateOf, await PolicyAsync(@case, cancellation));
    }

    /// <summary>A case just logged, without a read of its own: its owner is who logged it.</summary>
    public async Task<CaseAnswer> LoggedAsync(Case @case, string shop, SignedIn who, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(who);
        return Of(@case, shop, new Dictionary<long, string> { [who.AccountId] = who.Name }, null, await PolicyAsync(@case, cancellation));
    }

    public async Task<IReadOnlyList<EventAnswer>> EventsAsync(IReadOnlyList<CaseEvent> events, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        var people = await PeopleAsync(events.Select(e => e.ActorId), cancellation);
        return [.. events.Select(e => new EventAnswer(
            e.Sequence, e.At, e.RecordedAt, e.ActorKind, One(people, e.ActorId), e.Kind, e.Trigger, e.FromState, e.ToState,
            e.Stage, e.WaitsOn, Ids.Text(e.OwnerId), e.Note, Ids.Widened(e.Payload)))];
    }

    /// <summary>What happened after a version.</summary>
    public async Task<IReadOnlyList<EventAnswer>> EventsSinceAsync(FoundCase found, int version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        return await EventsAsync(await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == found.Id && e.Sequence > version).OrderBy(e => e.Sequence).ToListAsync(cancellation), cancellation);
    }

    /// <summary>The names of some accounts, in one read.</summary>
    public async Task<IReadOnlyDictionary<long, string>> PeopleAsync(IEnumerable<long?> ids, CancellationToken cancellation)
    {
        var wanted = ids.OfType<long>().Distinct().ToList();
        return wanted.Count == 0
            ? new Dictionary<long, string>()
            : await db.Users.AsNoTracking().Where(u => wanted.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellation);
    }

    public static Person? One(IReadOnlyDictionary<long, string> people, long? id)
    {
        ArgumentNullException.ThrowIfNull(people);
        return id is { } known ? new Person(Ids.Text(known), people.GetValueOrDefault(known, "")) : null;
    }

    /// <summary>An instant that stands for "nothing due" leaves as null.</summary>
    public static DateTime? Due(DateTime at) => at == Case.Never ? null : at;

    private async Task<string?> PolicyAsync(Case @case, CancellationToken cancellation) =>
        @case.PolicyVersionId is { } version ? (await policies.ReadAsync(cancellation)).Find(version)?.Name : null;

    private static CaseAnswer Of(Case c, string shop, IReadOnlyDictionary<long, string> people, string? duplicateOf, string? policy) => new()
    {
        Id = Ids.Text(c.Id),
        Number = c.Number,
        ExternalNumber = c.ExternalNumber,
        Shop = shop,
        Version = c.Version,
        Type = c.Type,
        State = c.State,
        Stage = c.Stage,
        WaitsOn = c.WaitsOn,
        StateEnteredAt = c.StateEnteredAt,
        TimerDueAt = Due(c.TimerDueAt),
        NextDueAt = Due(c.SortDueAt),
        Owner = One(people, c.OwnerId),
        PendingOwner = One(people, c.PendingOwnerId),
        TeamId = Ids.Text(c.TeamId),
        BuyerId = Ids.Text(c.BuyerId),
        OrderNumber = c.OrderNumber,
        Subject = c.Subject,
        Description = c.Description,
        Category = c.Category,
        Cause = c.Cause,
        SubKind = c.SubKind,
        Grade = c.Grade == Grade.Unset ? null : c.Grade,
        Priority = c.Priority,
        Tier = c.Tier,
        Source = c.Source,
        Justified = c.IsJustified,
        DemandReasonable = c.IsDemandReasonable,
        RealReason = c.RealReason,
        EscalationLevel = c.EscalationLevel,
        Proposal = c.ProposedKind == ProposalKind.None ? null : new Proposal(c.ProposedKind, c.ProposedSolution, c.ProposedAmount, One(people, c.ProposedById)),
        OpenedAt = c.OpenedAt,
        LoggedAt = c.LoggedAt,
        LoggedBy = One(people, c.LoggedById),
        FirstResolvedAt = c.FirstResolvedAt,
        ResolvedAt = c.ResolvedAt,
        ClosedAt = c.ClosedAt,
        ReopenCount = c.ReopenCount,
        Outcome = c.Outcome == Outcome.None ? null : c.Outcome,
        Liability = c.Liability,
        DuplicateOf = duplicateOf,
        LastContactAt = c.LastContactAt,
        Imported = c.IsImported,
        Scored = c.IsScored,
        Policy = policy,
        PolicyReason = c.PolicyReason,
    };
}
