using System.Globalization;
using System.Runtime.CompilerServices;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports.Reading;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>The log of another tool, a row per event (surface.md, "Event logs from another tool").</summary>
internal sealed class ImportEventLog(ImportSession session, ImportMap map, Policy? policy)
{
    private const int CasesAtOnce = 500;
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    /// <summary>Stages the rows, then makes cases of them; false where the file lacks a mapped column (see the session's errors).</summary>
    public async Task<bool> RunAsync(TableReader table, CancellationToken cancellation)
    {
        var columns = new Columns(new MappedTable(table, map, session.Zone), map, session.Errors);
        if (session.Errors.Count > 0) return false;
        await using var staged = StagedRows.In(session.Store.Connection.DataFolder);
        while (await table.ReadAsync(cancellation))
        {
            session.Result.Read++;
            Stage(columns, table, staged);
            if (session.Result.Read % 10_000 == 0) session.Report();
        }

        await new CaseImport(session, map, policy).RunAsync(DraftsAsync(staged, cancellation), cancellation);
        return true;
    }

    private void Stage(Columns columns, TableReader table, StagedRows staged)
    {
        void Reject(int[] column, string reason) =>
            session.Rejected.Add(table.Line, column.Length == 0 ? "" : table.Headers[column[0]], reason, column.Length == 0 ? "" : table.Cell(column[0]));

        var state = columns.Table.Text(columns.State);
        if (columns.Table.Unfit(columns.All) is var (unfit, why)) Reject([unfit], why);
        else if (columns.Table.Text(columns.Number) is not { Length: <= 100 } number) Reject(columns.Number, columns.Table.Text(columns.Number) is null ? "number_missing" : "number_too_long");
        else if (!columns.Table.TryReadTime(columns.At, out var at) || at is null) Reject(columns.At, columns.Table.Text(columns.At) is null ? "time_missing" : "invalid_time");
        else if (StateOf(state) is null) Reject(columns.State, state is null ? "state_missing" : "unknown_state");
        else if (!TryReadOrder(columns, out var order)) Reject(columns.Order, "invalid_number");
        else if (!columns.Table.TryReadTime(columns.OpenedAt, out var opened)) Reject(columns.OpenedAt, "invalid_time");
        else if (!columns.Table.TryReadTime(columns.ResolvedAt, out var resolved)) Reject(columns.ResolvedAt, "invalid_time");
        else if (!columns.Table.TryReadTime(columns.ClosedAt, out var closed)) Reject(columns.ClosedAt, "invalid_time");
        else if (session.Request.Until is not { } until || at <= until)
        {
            var t = columns.Table;
            staged.Add(number, Seconds(at.Value), order, table.Line,
                [state, t.Text(columns.Owner), t.Text(columns.Team), Text(opened), Text(Known(resolved)), Text(Known(closed)), t.Text(columns.Buyer), t.Text(columns.Category), t.Text(columns.Subject), t.Text(columns.Priority)]);
        }
    }

    /// <summary>The mapped state; a row that names none stands in the one for unknown states.</summary>
    private MappedState? StateOf(string? source) => source is null ? map.UnknownState : map.StateOf(source);

    /// <summary>What had not happened yet is not known.</summary>
    private DateTime? Known(DateTime? at) => session.Request.Until is { } until && at > until ? null : at;

    private static bool TryReadOrder(Columns columns, out double order)
    {
        order = 0;
        return columns.Order.Length == 0 || columns.Table.Text(columns.Order) is not { } text || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out order) && double.IsFinite(order));
    }

    private async IAsyncEnumerable<IReadOnlyList<CaseDraft>> DraftsAsync(StagedRows staged, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var groups in staged.GroupsAsync(CasesAtOnce, cancellation))
        {
            var drafts = new List<CaseDraft>(groups.Count);
            foreach (var (number, rows) in groups)
            {
                if (Draft(number, rows) is { } draft) drafts.Add(draft);
            }

            yield return drafts;
        }
    }

    private CaseDraft? Draft(string number, List<StagedRow> rows)
    {
        var opened = First(rows, 3) is { } text ? Instant(text) : Epoch.AddSeconds(rows[0].At);
        DateTime? resolved = Last(rows, 4) is { } r ? Instant(r) : null, closed = Last(rows, 5) is { } c ? Instant(c) : null;
        if (resolved < opened || closed < opened)
        {
            var column = resolved < opened ? map.ResolvedAt : map.ClosedAt;
            foreach (var row in rows) session.Rejected.Add(row.Line, column!.Name, "before_opening", Instants.Format((resolved < opened ? resolved : closed)!.Value));
            return null;
        }

        var lines = new List<DraftLine>(rows.Count);
        foreach (var row in rows)
        {
            var at = Epoch.AddSeconds(row.At);
            var state = StateOf(row.Cells[0])!;
            lines.Add(new DraftLine(at < opened ? opened : at, state.State, state.WaitsOn, row.Cells[1], row.Cells[2], row.Cells[0] ?? state.State));
        }

        return new CaseDraft(number, opened, lines)
        {
            ResolvedAt = resolved,
            ClosedAt = closed,
            Buyer = Last(rows, 6),
            Category = Last(rows, 7),
            Subject = Last(rows, 8),
            Priority = PriorityOf(map, Last(rows, 9)),
            Rows = rows.Count,
        };
    }

    /// <summary>The other tool's word for a priority in ours; normal where it is not named.</summary>
    internal static Priority PriorityOf(ImportMap map, string? value) =>
        value is not null && Enum.TryParse<Priority>(map.Priority?.Values is { } values ? values.GetValueOrDefault(value, "normal") : value, ignoreCase: true, out var priority)
        && Enum.IsDefined(priority) ? priority : Priority.Normal;

    private static string? First(List<StagedRow> rows, int cell) => rows.Find(r => r.Cells[cell] is not null)?.Cells[cell];

    private static string? Last(List<StagedRow> rows, int cell) => rows.FindLast(r => r.Cells[cell] is not null)?.Cells[cell];

    private static long Seconds(DateTime at) => (at.Ticks - Epoch.Ticks) / TimeSpan.TicksPerSecond;

    private static string? Text(DateTime? at) => at is { } instant ? Seconds(instant).ToString(CultureInfo.InvariantCulture) : null;

    private static DateTime Instant(string seconds) => Epoch.AddSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));

    /// <summary>Where the mapped fields stand in the file.</summary>
    private sealed class Columns(MappedTable table, ImportMap map, FieldErrors errors)
    {
        public MappedTable Table { get; } = table;
        public int[] Number { get; } = table.Positions(map.Number, "case.number", errors);
        public int[] OpenedAt { get; } = table.Positions(map.OpenedAt, "case.openedAt", errors);
        public int[] ResolvedAt { get; } = table.Positions(map.ResolvedAt, "case.resolvedAt", errors);
        public int[] ClosedAt { get; } = table.Positions(map.ClosedAt, "case.closedAt", errors);
        public int[] Buyer { get; } = table.Positions(map.Buyer, "case.buyer", errors);
        public int[] Category { get; } = table.Positions(map.Category, "case.category", errors);
        public int[] Subject { get; } = table.Positions(map.Subject, "case.subject", errors);
        public int[] Priority { get; } = table.Positions(map.Priority, "case.priority", errors);
        public int[] At { get; } = table.Positions(map.EventAt, "event.at", errors);
        public int[] Order { get; } = table.Positions(map.EventOrder, "event.order", errors);
        public int[] State { get; } = table.Positions(map.EventState, "event.state", errors);
        public int[] Owner { get; } = table.Positions(map.Owner, "event.owner", errors);
        public int[] Team { get; } = table.Positions(map.Team, "event.team", errors);

        public int[] All => all ??= [.. Number, .. OpenedAt, .. ResolvedAt, .. ClosedAt, .. Buyer, .. Category, .. Subject, .. Priority, .. At, .. Order, .. State, .. Owner, .. Team];
        private int[]? all;
    }
}
