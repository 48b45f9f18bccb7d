using System.Globalization;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>
/// What the incident log must give, worked out once more in the plainest way: lines, sorts and subtractions, without anything
/// of the product. Fields hold no quotes or commas.
/// </summary>
internal sealed class LogByHand
{
    private static readonly Dictionary<string, (string State, bool WaitsOnUser)> States = new()
    {
        ["New"] = ("Logged", false), ["Active"] = ("Investigating", false), ["Awaiting User Info"] = ("Investigating", true),
        ["Awaiting Vendor"] = ("Investigating", false), ["Resolved"] = ("Resolved", false), ["Closed"] = ("Closed", false),
    };

    public int Cases { get; private set; }
    public int Events { get; private set; }
    public int Clocks { get; private set; }
    public int Met { get; private set; }
    public int Paused { get; private set; }
    public SortedDictionary<string, int> Ends { get; } = new(StringComparer.Ordinal);

    public static LogByHand Of(string path, bool pausesOnUser, DateTime? until = null)
    {
        var sum = new LogByHand();
        var lines = File.ReadAllLines(path).Where(l => l.Length > 0).Select(l => l.Split(',')).ToList();
        var column = lines[0].Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i);
        var rows = lines.Skip(1)
            .Select(c => new Row(c[column["number"]], Time(c[column["sys_updated_at"]])!.Value, int.Parse(c[column["sys_mod_count"]], CultureInfo.InvariantCulture),
                c[column["incident_state"]], Time(c[column["opened_at"]])!.Value, Time(c[column["resolved_at"]])))
            .Where(r => until is null || r.At <= until).ToList();
        sum.Events = rows.Count;
        foreach (var incident in rows.GroupBy(r => r.Number)) sum.Add([.. incident.OrderBy(r => r.At).ThenBy(r => r.Order)], pausesOnUser, until);
        return sum;
    }

    private void Add(List<Row> rows, bool pausesOnUser, DateTime? until)
    {
        Cases++;
        var last = StateOf(rows[^1]).State;
        Ends[last] = Ends.GetValueOrDefault(last) + 1;
        var (opened, resolved) = (rows[0].Opened, rows[^1].Resolved <= (until ?? DateTime.MaxValue) ? rows[^1].Resolved : null);
        var (from, waits, runs, elapsed) = (opened, false, true, TimeSpan.Zero);
        void Pass(DateTime to)
        {
            if (!(waits && pausesOnUser)) elapsed += to - from;
            from = to;
        }

        void Stop()
        {
            Clocks++;
            if (elapsed <= TimeSpan.FromHours(24)) Met++;
            (elapsed, runs) = (TimeSpan.Zero, false);
        }

        foreach (var row in rows)
        {
            var (at, (state, waitsOnUser)) = (row.At < opened ? opened : row.At, StateOf(row));
            if (resolved is { } end && at >= end) break;
            var isEnd = resolved is null && (state is "Resolved" or "Closed");
            if (runs) Pass(at);
            if (runs && isEnd) Stop();
            else if (!runs && !isEnd) (runs, from) = (true, at);
            waits = waitsOnUser;
        }

        if (resolved is { } stop) Pass(stop);
        if (resolved is not null) Stop();
        else if (runs)
        {
            // still open: the limit is long past, but for those that stood still before it
            Clocks++;
            if (waits && pausesOnUser && elapsed <= TimeSpan.FromHours(24)) Paused++;
        }
    }

    private static (string State, bool WaitsOnUser) StateOf(Row row) => States.GetValueOrDefault(row.State, ("Investigating", false));

    private static DateTime? Time(string text) => text == "?" ? null : DateTime.ParseExact(text, "d/M/yyyy HH:mm", CultureInfo.InvariantCulture);

    private sealed record Row(string Number, DateTime At, int Order, string State, DateTime Opened, DateTime? Resolved);
}
