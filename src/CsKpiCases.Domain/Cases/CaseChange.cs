using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>Collects what an accepted act does: its events in order, new rows, notices.</summary>
public sealed class CaseChange(CaseFile file, DateTime at)
{
    private readonly List<NewEvent> _events = [];
    private readonly List<object> _added = [];
    private readonly List<Notice> _notices = [];
    private readonly List<(string Kind, object Payload)> _after = [];
    private readonly List<OpenedCase> _opened = [];
    private readonly List<FollowingAct> _following = [];

    public DateTime At { get; } = at;

    /// <summary>Nothing has happened so far.</summary>
    internal bool IsEmpty => _events.Count == 0;

    /// <summary>Adds to the payload of the transition that is being applied.</summary>
    internal object? TransitionPayload { get; set; }

    /// <summary>Opens a case beside this one.</summary>
    public OpenedCase Open(OpenedCase opened)
    {
        _opened.Add(opened);
        return opened;
    }

    /// <summary>Does something to another case after this one.</summary>
    public void Follow(long caseId, CaseAct act) => _following.Add(new FollowingAct(caseId, act));

    /// <summary>A new row for the store to insert.</summary>
    public T Add<T>(T row)
        where T : class
    {
        _added.Add(row);
        return row;
    }

    /// <summary>An event of its own that follows the transition being applied.</summary>
    public void Also(string kind, object payload) => _after.Add((kind, payload));

    public void Tell(string key, Audience audience, params (string Name, string Value)[] arguments) =>
        _notices.Add(new Notice(key, audience, null, Named(arguments)));

    /// <summary>Tells one account; nobody when it is not known.</summary>
    public void Tell(string key, long? accountId, params (string Name, string Value)[] arguments)
    {
        if (accountId is not null)
        {
            _notices.Add(new Notice(key, Audience.Account, accountId, Named(arguments)));
        }
    }

    internal void Record(Actor actor, string kind, string? note, object? payload, string? trigger = null, string? from = null)
    {
        var @case = file.Case;
        _events.Add(new NewEvent(kind, At, actor)
        {
            Trigger = trigger,
            FromState = from,
            ToState = @case.State,
            Stage = @case.Stage,
            WaitsOn = @case.WaitsOn,
            OwnerId = @case.OwnerId,
            Note = BlankText.Is(note) ? null : note.Trim(),
            Payload = JsonText.Write(payload),
        });
    }

    /// <summary>Writes the events that were to follow.</summary>
    internal void Flush(Actor actor, string? note = null)
    {
        foreach (var (kind, payload) in _after)
        {
            Record(actor, kind, note, payload);
            note = null;
        }

        _after.Clear();
    }

    internal CaseOutcome Accept()
    {
        file.Case.LastEventAt = At;
        CaseTimers.Follow(file);
        return new CaseOutcome.Accepted(file, _events, _added, _notices) { Opened = _opened, Following = _following };
    }

    private Dictionary<string, string> Named((string Name, string Value)[] arguments)
    {
        var named = arguments.ToDictionary(a => a.Name, a => a.Value);
        named["number"] = file.Case.Number;
        named["subject"] = file.Case.Subject;
        return named;
    }
}
