using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Tests.Workflow;

/// <summary>
/// A machine as workflow.md has it, written down here once more. A state: name | stage | waits on | timers (trigger and hours, and
/// what they count from where it is not the state's entry). A row: state | trigger | possible next states | who.
/// <para>Who may fire: O owner, X another agent, R whoever was offered the case, S supervisor (without a reason), N supervisor with a
/// reason, G general manager, W warehouse, F finance, A auditor, B buyer, I import, P platform, Y system.</para>
/// </summary>
internal sealed record ExpectedTable(CaseType Type, string First, string OwnStates, string OwnRows)
{
    private const string FrontStates = """
        Logged | Intake | Agent |
        Classified | Classify | Supervisor |
        Assigned | Assign | Agent |
        """;

    private const string EndStates = """
        Resolved | Penalize | Supervisor |
        Closed | Closed | None |
        """;

    /// <summary>False for those that skip the front.</summary>
    public bool HasFront { get; init; } = true;

    /// <summary>Can become a case of another type, and be frozen by a dispute.</summary>
    public bool IsOrdinary { get; init; } = true;

    public IReadOnlyList<string[]> States => [.. Cells(HasFront ? FrontStates : ""), .. Cells(OwnStates), .. Cells(EndStates)];

    public IReadOnlyDictionary<(string State, string Trigger), (string[] To, string Who)> Rows()
    {
        var front = HasFront ? $"""
            Logged | classify | Classified | ON
            Logged | mark-duplicate | Closed | ON
            Classified | assign | Assigned | SNG
            Classified | auto-assign | Assigned | SNGY
            Classified | claim | Assigned | OXRN
            Assigned | start | {First} | ON
            Assigned | return-to-queue | Classified | ONY
            """ : "";
        var end = $"""
            Resolved | rule | Closed | SNG
            Resolved | reopen | {First} | OSNG
            Closed | reopen | {First} | OSNG
            """;
        var rows = Cells(front).Concat(Cells(OwnRows)).Concat(Cells(end)).ToDictionary(c => (c[0], c[1]), c => (c[2].Split(','), c[3]));
        foreach (var state in States.Where(s => s[1] is not ("Penalize" or "Closed")))
        {
            AddAnythingOpen(rows, state[0], state[1]);
        }

        return rows;
    }

    private void AddAnythingOpen(Dictionary<(string, string), (string[], string)> rows, string state, string stage)
    {
        rows[(state, "withdraw")] = (["Closed"], "ONBIP");
        if (state != "Classified")
        {
            rows[(state, "reassign")] = ([state], "SNGY");
            rows[(state, "hand-over")] = ([state], "ON");
            rows[(state, "accept-hand-over")] = ([state], "RN");
            rows[(state, "decline-hand-over")] = ([state], "ORN");
        }

        if (IsOrdinary)
        {
            rows[(state, "open-dispute")] = ([state], "ONIP");
            rows[(state, "dispute-ended")] = ([state is "Logged" or "Classified" ? state : First, "Resolved"], "Y");
        }

        if (IsOrdinary && stage is not ("Intake" or "Classify"))
        {
            rows[(state, "convert")] = (["Assigned"], "ON");
        }
    }

    private static IEnumerable<string[]> Cells(string lines) =>
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split('|', StringSplitOptions.TrimEntries));
}
