using System.Globalization;
using System.Text;

namespace CsKpiCases.Domain.Workflow;

/// <summary>The Mermaid text of a machine (<c>stateDiagram-v2</c>).</summary>
public static class Diagram
{
    private const string OtherType = "OtherType";

    /// <summary>
    /// Draws every move, and those stays that a timer makes. A conversion leads to one box, <c>OtherType</c>. States of <paramref name="wayTaken"/> get the class
    /// <c>taken</c>, the last of them <c>now</c>.
    /// </summary>
    public static string Mermaid(TransitionTable table, IReadOnlyList<string>? wayTaken = null)
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        Line(text, $"[*] --> {table.InitialState}");
        foreach (var row in table.Transitions)
        {
            var timers = table.State(row.From).Timers.Where(t => t.Trigger == row.Trigger).ToList();
            if (row.Stays && timers.Count == 0)
            {
                continue;
            }

            // What falls due at a deadline or on a day has no hours of its own.
            var hours = timers.Where(t => t.DurationSeconds > 0).Select(Hours).ToList();
            var label = hours.Count == 0 ? row.Trigger : $"{row.Trigger} ({string.Join(", ", hours)} h)";
            foreach (var to in row.IsConversion ? [OtherType] : row.PossibleStates)
            {
                Line(text, $"{row.From} --> {to} : {label}");
            }
        }

        foreach (var end in table.States.Where(s => s.Stage == Cases.Stage.Closed))
        {
            Line(text, $"{end.Name} --> [*]");
        }

        Highlight(text, wayTaken ?? []);
        return text.ToString();
    }

    private static void Highlight(StringBuilder text, IReadOnlyList<string> wayTaken)
    {
        if (wayTaken.Count == 0)
        {
            return;
        }

        var before = wayTaken.Distinct(StringComparer.Ordinal).Where(s => s != wayTaken[^1]).ToList();
        if (before.Count > 0)
        {
            Line(text, $"class {string.Join(",", before)} taken");
        }

        Line(text, $"class {wayTaken[^1]} now");
    }

    private static string Hours(StateTimer timer) => (timer.DurationSeconds / 3600).ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string line) => text.Append("    ").Append(line).Append('\n');
}
