using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Sla;

/// <summary>
/// Policies that are tried on histories as if they had been in force all along. Where the choice (sla.md, "Clocks") would have
/// been one of them, the case is recomputed under it; whatever they do not touch stays under the version that it had.
/// </summary>
public sealed class PolicyTrial : ISlaVersions
{
    private const long NoneId = long.MinValue;
    private const string VersionProperty = "policyVersionId";

    private static readonly Policy None = new() { Name = "", Targets = [], VersionId = NoneId };

    private readonly Dictionary<long, Policy> drafts;
    private readonly Dictionary<string, Policy> draftByName;
    private readonly Dictionary<string, string> texts;
    private readonly List<Policy> choice;
    private readonly ISlaVersions stored;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<long, bool> isSame = new();

    /// <param name="tried">The policies to try, by name instead of the stored ones.</param>
    /// <param name="current">The newest version of each stored policy.</param>
    /// <param name="stored">Every stored version.</param>
    public PolicyTrial(IReadOnlyList<Policy> tried, IReadOnlyList<Policy> current, ISlaVersions stored)
    {
        ArgumentNullException.ThrowIfNull(tried);
        ArgumentNullException.ThrowIfNull(current);
        this.stored = stored;
        // Below zero: no stored version has such an id.
        drafts = tried.Select((policy, index) => Numbered(policy, -1 - index)).ToDictionary(policy => policy.VersionId);
        draftByName = drafts.Values.ToDictionary(policy => policy.Name, StringComparer.Ordinal);
        texts = drafts.Values.ToDictionary(policy => policy.Name, policy => PolicyFile.Format([policy]), StringComparer.Ordinal);
        choice = [.. current.Where(policy => !draftByName.ContainsKey(policy.Name)), .. drafts.Values];
    }

    /// <summary>Every clock of a case as the trial has it, settled.</summary>
    /// <param name="case">The case.</param>
    /// <param name="fields">What it is now.</param>
    /// <param name="events">Its whole history, by sequence.</param>
    /// <param name="shifts">Its shop's.</param>
    /// <param name="now">UTC.</param>
    public IReadOnlyList<Clock> Recompute(Case @case, CaseFields fields, IReadOnlyList<CaseEvent> events, ShopShifts shifts, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(events);
        var history = @case.IsImported ? events : Replayed(fields, events);
        return HistoryClocks.Of(@case, history, @case.IsImported ? new OfImport(this) : this, shifts, now).Clocks;
    }

    /// <summary>The history with the choices that the trial would have made instead of those that were made.</summary>
    private List<CaseEvent> Replayed(CaseFields fields, IReadOnlyList<CaseEvent> events)
    {
        var over = new FieldsOverTime(fields, events);
        var replayed = new List<CaseEvent>(events.Count + 1);
        Policy? had = null, has = null;
        for (var index = 0; index < events.Count; index++)
        {
            var e = events[index];
            over.Pass(e);
            var isChoice = e.Kind == EventKind.PolicyChanged;
            if (isChoice) had = stored.FindPolicy(CaseSignals.ReadNumber(e, VersionProperty)) ?? throw new InvalidDataException($"Event {e.Sequence} of case {e.CaseId} names a policy version that is not in the store.");
            else replayed.Add(e);
            if (!isChoice && (!IsAsked(e) || IsAnsweredLater(events, index))) continue;
            var now = Effective(had, over.Current);
            if (now?.VersionId == has?.VersionId) continue;
            has = now;
            replayed.Add(Change(e, (now ?? None).VersionId));
        }

        return replayed;
    }

    /// <summary>An act that may lead to another policy: as <c>PolicyFollowing</c> asks.</summary>
    private static bool IsAsked(CaseEvent e) => e.Stage is not (Stage.Penalize or Stage.Closed)
        && (e.Kind is EventKind.Logged or EventKind.FieldsChanged || e.Trigger is Triggers.Classify or Triggers.Reopen);

    /// <summary>The choice of the same act stands behind it.</summary>
    private static bool IsAnsweredLater(IReadOnlyList<CaseEvent> events, int index)
    {
        for (var next = index + 1; next < events.Count && events[next].RecordedAt == events[index].RecordedAt; next++)
        {
            if (events[next].Kind == EventKind.PolicyChanged) return true;
        }

        return false;
    }

    private Policy? Effective(Policy? had, CaseFields fields)
    {
        var chosen = PolicyChoice.Choose(choice, fields)?.Policy;
        if (chosen is not null && drafts.ContainsKey(chosen.VersionId)) return HadOr(chosen);
        if (had is null || !draftByName.TryGetValue(had.Name, out var draft)) return had;
        // What is more specific now may not have been there when the case came under this name.
        return draft.IsEnabled && draft.Matches(fields) ? HadOr(draft) : chosen;

        Policy HadOr(Policy tried) => had is not null && IsSame(had, tried) ? had : tried;
    }

    /// <summary>Whether a draft says what a stored version says, on the same versions of its calendars.</summary>
    private bool IsSame(Policy version, Policy draft) => version.Name == draft.Name && isSame.GetOrAdd(version.VersionId, _ =>
        PolicyFile.Format([version]) == texts[draft.Name]
        && version.Targets.Zip(draft.Targets).All(pair => pair.First.Calendar.VersionId == pair.Second.Calendar.VersionId));

    Policy? ISlaVersions.FindPolicy(long versionId) =>
        versionId == NoneId ? None : drafts.TryGetValue(versionId, out var draft) ? draft : stored.FindPolicy(versionId);

    public WorkingCalendar? FindCalendar(long versionId) => stored.FindCalendar(versionId);

    private static CaseEvent Change(CaseEvent after, long versionId) => new()
    {
        Id = after.Id, ShopId = after.ShopId, CaseId = after.CaseId, Sequence = after.Sequence, At = after.At, RecordedAt = after.RecordedAt,
        ActorKind = ActorKind.System, Kind = EventKind.PolicyChanged, FromState = after.ToState, ToState = after.ToState,
        Stage = after.Stage, WaitsOn = after.WaitsOn, OwnerId = after.OwnerId,
        Payload = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{\"{VersionProperty}\":{versionId}}}"),
    };

    /// <summary>An imported history names its policy itself: a draft of that name counts instead.</summary>
    private sealed class OfImport(PolicyTrial trial) : ISlaVersions
    {
        public Policy? FindPolicy(long versionId) =>
            trial.stored.FindPolicy(versionId) is not { } version ? null
            : trial.draftByName.TryGetValue(version.Name, out var draft) && !trial.IsSame(version, draft) ? draft : version;

        public WorkingCalendar? FindCalendar(long versionId) => trial.FindCalendar(versionId);
    }

    private static Policy Numbered(Policy policy, long id) => new()
    {
        Name = policy.Name, Order = policy.Order, IsEnabled = policy.IsEnabled, Match = policy.Match, Targets = policy.Targets, VersionId = id,
    };
}
