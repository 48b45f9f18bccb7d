using System.Globalization;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Features.Simulators;

/// <summary>What the page's buttons do to the rows: one more, one less, filled from elsewhere.</summary>
public static class ChangeSimulatorForm
{
    /// <summary>The worked example of sla.md: four and eight hours, a wait on the buyer, stopped, started again.</summary>
    private static readonly (int Day, string Time, string Type, string On)[] ExampleEvents =
        [(0, "09:00:00", "start", ""), (0, "10:00:00", "wait", "buyer"), (0, "15:00:00", "resume", ""), (1, "09:30:00", "stop", ""), (2, "09:30:00", "restart", "")];

    /// <summary>Rows added and removed by their buttons; with none, one of each to begin with.</summary>
    public static SimulatorForm WithRows(this SimulatorForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var targets = form.Targets.Where(t => form.Do != "remove-" + t.Key).ToList();
        var events = form.Events.Where(e => form.Do != "remove-" + e.Key).ToList();
        if (targets.Count == 0 || (form.Do == "add-target" && targets.Count < SimulatorForm.MostTargets)) targets.Add(Target(Next(targets.Select(t => t.Key))));
        if (events.Count == 0) events.Add(new EventRow("e0", "", "start", ""));
        if (form.Do == "add-event" && events.Count < SimulatorForm.MostEvents) events.Add(new EventRow("e" + Next(events.Select(e => e.Key)), "", "", ""));
        return form with { Targets = targets, Events = events };
    }

    /// <summary>The example, in the first week of March of that year, on a calendar if there is one.</summary>
    public static SimulatorForm Example(this SimulatorForm form, DateTime now, string calendar)
    {
        ArgumentNullException.ThrowIfNull(form);
        var monday = new DateOnly(now.Year, 3, 1);
        while (monday.DayOfWeek != DayOfWeek.Monday) monday = monday.AddDays(1);
        string At(int day, string time) => $"{monday.AddDays(day):yyyy-MM-dd}T{time}";
        return form with
        {
            AsOf = At(3, "00:00:00"),
            Targets = [new TargetRow("t0", ClockNames.Resolution, "PT4H", "PT8H", calendar, [WaitNames.Of(Wait.Buyer)])],
            Events = [.. ExampleEvents.Select((e, index) => new EventRow(Key('e', index), At(e.Day, e.Time), e.Type, e.On))],
        };
    }

    /// <summary>A stored policy's targets instead of those typed; a platform's deadline is an instant and has no length to try.</summary>
    public static SimulatorForm WithTargetsOf(this SimulatorForm form, Policy policy, SimulatorCalendars calendars)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(calendars);
        var targets = policy.Targets.Where(t => !t.IsPlatformDeadline).Take(SimulatorForm.MostTargets);
        return form with { Targets = [.. targets.Select((t, index) => Row(t, index, t.PauseWhile, policy, calendars))] };
    }

    /// <summary>What one clock of a case lived through, for the targets on the page; where there are none, its own.</summary>
    public static SimulatorForm WithLife(this SimulatorForm form, LivedCase lived, SimulatorCalendars calendars)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(lived);
        var events = lived.Events.Events;
        var shown = events.Take(SimulatorForm.MostEvents).Select((e, index) =>
            new EventRow(Key('e', index), Instants.TryParse(e.At, out var at) ? SimulatorForm.Local(at, form.Zone) : "", e.Type!, e.On ?? ""));
        var pauses = new WaitSet((ushort)(lived.Target.PauseWhile.Bits | lived.Events.StoodStillOn.Bits));
        var targets = form.HasTargets ? form.Targets : [Row(lived.Target, 0, pauses, lived.Policy, calendars)];
        var cut = events.Count > SimulatorForm.MostEvents && Instants.TryParse(events[SimulatorForm.MostEvents].At, out var next) ? SimulatorForm.Local(next, form.Zone) : "";
        return form with { Lived = lived.Clock, AsOf = cut, Targets = targets, Events = [.. shown] };
    }

    private static TargetRow Row(Target target, int index, WaitSet pauses, Policy policy, SimulatorCalendars calendars) => new(
        Key('t', index), target.Clock, target.Goal?.ToString() ?? "", target.Limit?.ToString() ?? "", calendars.NameOf(target, policy), [.. pauses.Members().Select(WaitNames.Of)]);

    private static TargetRow Target(string number) => new("t" + number, "", "", "", "", []);

    private static string Key(char list, int number) => string.Create(CultureInfo.InvariantCulture, $"{list}{number}");

    private static string Next(IEnumerable<string> keys) =>
        (keys.Select(k => int.Parse(k.AsSpan(1), CultureInfo.InvariantCulture)).DefaultIfEmpty(-1).Max() + 1).ToString(CultureInfo.InvariantCulture);
}
