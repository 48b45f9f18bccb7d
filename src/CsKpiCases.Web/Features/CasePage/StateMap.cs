using System.Globalization;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Web.Features.CasePage;

/// <summary>A state of the drawing.</summary>
public sealed record StateBox(string State, Stage Stage, int X, int Y, bool IsTaken, bool IsNow);

/// <summary>An arrow of the drawing, as the data of an SVG path.</summary>
public sealed record StateArrow(string From, string To, string Path, bool IsTaken);

/// <summary>
/// The machine of a case's type drawn in columns by stage, with the way that the case took. Drawn by the server: no script,
/// no style in it.
/// </summary>
public sealed record StateMap(int Width, int Height, IReadOnlyList<StateBox> Boxes, IReadOnlyList<StateArrow> Arrows)
{
    public const int BoxWidth = 116;
    public const int BoxHeight = 34;
    private const int ColumnStep = 156;
    private const int RowStep = 62;
    private const int Margin = 30;

    public static StateMap Of(TransitionTable table, IReadOnlyList<CaseEvent> events, string now)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(events);
        var taken = events.Where(e => e.FromState is { } from && from != e.ToState).Select(e => (From: e.FromState!, To: e.ToState)).ToHashSet();
        var visited = events.Select(e => e.ToState).ToHashSet(StringComparer.Ordinal);
        var columns = table.States.GroupBy(s => s.Stage).OrderBy(g => g.Key).ToList();
        var tallest = columns.Max(c => c.Count());
        var boxes = columns.SelectMany((column, x) => column.Select((state, y) => new StateBox(
            state.Name, state.Stage, Margin + (x * ColumnStep), Margin + (((tallest - column.Count()) * RowStep / 2) + (y * RowStep)),
            visited.Contains(state.Name), state.Name == now))).ToList();
        var place = boxes.ToDictionary(b => b.State, StringComparer.Ordinal);
        var arrows = Moves(table).Union(taken.Where(t => place.ContainsKey(t.From) && place.ContainsKey(t.To)))
            .Select((move, i) => new StateArrow(move.From, move.To, Path(place[move.From], place[move.To], i), taken.Contains(move)))
            .OrderBy(arrow => arrow.IsTaken).ToList();
        return new StateMap(
            (2 * Margin) + ((columns.Count - 1) * ColumnStep) + BoxWidth, (2 * Margin) + ((tallest - 1) * RowStep) + BoxHeight, boxes, arrows);
    }

    /// <summary>The moves that a case of the type usually makes; what leads somewhere from everywhere would hide the rest.</summary>
    private static IEnumerable<(string From, string To)> Moves(TransitionTable table) => table.Transitions
        .Where(t => !t.Stays && !t.IsConversion && t.Trigger is not (Triggers.Withdraw or Triggers.Reopen or Triggers.MarkDuplicate or Triggers.DisputeEnded))
        .SelectMany(t => t.PossibleStates.Select(to => (t.From, To: to))).Distinct();

    private static string Path(StateBox from, StateBox to, int index)
    {
        var (fromY, toY) = (from.Y + (BoxHeight / 2), to.Y + (BoxHeight / 2));
        var shift = (index % 5 * 4) - 8; // arrows that share a side do not lie on each other
        if (from.X == to.X)
        {
            var (x, bend) = (from.X + BoxWidth, from.X + BoxWidth + 22 + Math.Abs(shift));
            return Text($"M{x} {fromY + shift} C{bend} {fromY + shift} {bend} {toY + shift} {x} {toY + shift}");
        }

        if (to.X > from.X)
        {
            var middle = (from.X + BoxWidth + to.X) / 2;
            return Text($"M{from.X + BoxWidth} {fromY + shift} C{middle} {fromY + shift} {middle} {toY + shift} {to.X} {toY + shift}");
        }

        var below = Math.Max(from.Y, to.Y) + BoxHeight + 14 + Math.Abs(shift);
        return Text($"M{from.X + (BoxWidth / 2) + shift} {from.Y + BoxHeight} C{from.X} {below} {to.X + BoxWidth} {below} {to.X + (BoxWidth / 2) + shift} {to.Y + BoxHeight}");
    }

    private static string Text(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
