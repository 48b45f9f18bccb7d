using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Imports.Reading;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>
/// A list of cases, a row each. Without a number a row is keyed by its hash and its ordinal among equal rows: genuine
/// duplicates stay, and a second import finds every one of them again.
/// </summary>
internal sealed class ImportCaseList(ImportSession session, ImportMap map, Policy? policy)
{
    private const int CasesAtOnce = 500;
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

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

        await new CaseImport(session, map, policy).RunAsync(DraftsAsync(staged, columns.Number.Length > 0, cancellation), cancellation);
        return true;
    }

    private void Stage(Columns columns, TableReader table, StagedRows staged)
    {
        void Reject(int[] column, string reason) =>
            session.Rejected.Add(table.Line, column.Length == 0 ? "" : table.Headers[column[0]], reason, column.Length == 0 ? "" : table.Cell(column[0]));

        var t = columns.Table;
        var (number, state) = (t.Text(columns.Number), t.Text(columns.State));
        if (t.Unfit(columns.All) is var (unfit, why)) Reject([unfit], why);
        else if (columns.Number.Length > 0 && number is not { Length: <= 100 }) Reject(columns.Number, number is null ? "number_missing" : "number_too_long");
        else if (!t.TryReadTime(columns.OpenedAt, out var opened) || opened is null) Reject(columns.OpenedAt, t.Text(columns.OpenedAt) is null ? "time_missing" : "invalid_time");
        else if (!t.TryReadTime(columns.ResolvedAt, out var resolved)) Reject(columns.ResolvedAt, "invalid_time");
        else if (!t.TryReadTime(columns.ClosedAt, out var closed)) Reject(columns.ClosedAt, "invalid_time");
        else if (resolved < opened) Reject(columns.ResolvedAt, "before_opening");
        else if (closed < opened) Reject(columns.ClosedAt, "before_opening");
        else if (closed < resolved) Reject(columns.ClosedAt, "before_resolution");
        else if (columns.State.Length > 0 && (state is null ? map.UnknownState : map.StateOf(state)) is null) Reject(columns.State, state is null ? "state_missing" : "unknown_state");
        else
        {
            staged.Add(number ?? Hash(table), 0, 0, table.Line,
                [state, t.Text(columns.Outcome), t.Text(columns.Note), Text(opened), Text(resolved), Text(closed), t.Text(columns.Buyer), t.Text(columns.Category), t.Text(columns.Subject), t.Text(columns.Priority)]);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<CaseDraft>> DraftsAsync(StagedRows staged, bool isNumbered, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var groups in staged.GroupsAsync(CasesAtOnce, cancellation))
        {
            var drafts = new List<CaseDraft>(groups.Count);
            foreach (var (key, rows) in groups)
            {
                for (var i = 0; i < rows.Count; i++)
                {
                    if (!isNumbered) drafts.Add(Draft($"{key}-{(i + 1).ToString(CultureInfo.InvariantCulture)}", rows[i]));
                    else if (i == 0) drafts.Add(Draft(key, rows[i]));
                    else if (rows[i].Cells.SequenceEqual(rows[0].Cells)) session.Result.Unchanged++;
                    else session.Rejected.Add(rows[i].Line, map.Number!.Name, "duplicate_number", key);
                }
            }

            yield return drafts;
        }
    }

    private CaseDraft Draft(string number, StagedRow row)
    {
        var cells = row.Cells;
        var opened = Instant(cells[3])!.Value;
        var (resolved, closed) = (Instant(cells[4]), Instant(cells[5]));
        var target = Target(cells[0], resolved, closed);
        var machine = CaseMachines.For(map.CaseType);
        var isEnded = !machine.State(target.State).IsOpen;
        var (outcome, note) = OutcomeOf(cells[1], cells[2]);
        var began = machine.State(machine.InitialState);
        List<DraftLine> lines = [new(opened, began.Name, began.Wait, null, null, began.Name)];
        if (target.State != began.Name || target.WaitsOn != began.Wait)
        {
            var at = isEnded ? resolved ?? closed ?? opened : opened;
            lines.Add(new DraftLine(at, target.State, target.WaitsOn, null, null, cells[0] ?? target.State, note));
        }
        else
        {
            lines[0] = lines[0] with { Note = note };
        }

        return new CaseDraft(number, opened, lines)
        {
            ResolvedAt = resolved,
            ClosedAt = closed,
            Buyer = cells[6],
            Category = cells[7],
            Subject = cells[8],
            Priority = ImportEventLog.PriorityOf(map, cells[9]),
            Outcome = isEnded ? outcome : Outcome.None,
            IsMeasurable = !isEnded || resolved is not null || closed is not null,
            Rows = 1,
        };
    }

    /// <summary>The mapped state; without one, what the times say.</summary>
    private MappedState Target(string? source, DateTime? resolved, DateTime? closed)
    {
        if (map.State is not null) return source is null ? map.UnknownState! : map.StateOf(source)!;
        var name = closed is not null ? SharedWorkflow.Closed : resolved is not null ? SharedWorkflow.Resolved : CaseMachines.For(map.CaseType).InitialState;
        return new MappedState(name, CaseMachines.For(map.CaseType).State(name).Wait);
    }

    /// <summary>An outcome of ours where the map translates it; the other tool's words are kept as a note.</summary>
    private (Outcome Outcome, string? Note) OutcomeOf(string? source, string? note)
    {
        if (source is null) return (Outcome.None, note);
        var word = map.Outcome?.Values is { } values ? values.GetValueOrDefault(source) : source;
        var isOurs = Enum.GetValues<Outcome>().FirstOrDefault(o => JsonText.CamelCase(o.ToString()) == word) is var found && found != Outcome.None;
        return (isOurs ? found : Outcome.None, isOurs && word == source ? note : note is null ? source : $"{source}\n{note}");
    }

    private static string Hash(TableReader table)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < table.Headers.Count; i++)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(CellText.Clean(table.Cell(i))));
            hash.AppendData([0x1F]);
        }

        return "row-" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static string? Text(DateTime? at) => at is { } instant ? ((instant.Ticks - Epoch.Ticks) / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture) : null;

    private static DateTime? Instant(string? seconds) => seconds is null ? null : Epoch.AddSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));

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
        public int[] State { get; } = table.Positions(map.State, "case.state", errors);
        public int[] Outcome { get; } = table.Positions(map.Outcome, "case.outcome", errors);
        public int[] Note { get; } = table.Positions(map.Note, "case.note", errors);

        public int[] All => all ??= [.. Number, .. OpenedAt, .. ResolvedAt, .. ClosedAt, .. Buyer, .. Category, .. Subject, .. Priority, .. State, .. Outcome, .. Note];
        private int[]? all;
    }
}
