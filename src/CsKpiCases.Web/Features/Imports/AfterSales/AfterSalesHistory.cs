using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Features.Imports.AfterSales;

/// <summary>
/// The history that an export tells: a line for each instant that it names, and one for where the application stands. An instant
/// that it does not name is not made up: the case then stands there from the import on.
/// </summary>
internal static class AfterSalesHistory
{
    public static List<HistoryLine> Of(AfterSalesRow row, DateTime now)
    {
        var fact = row.Fact;
        var lines = new List<HistoryLine> { Line(row, fact.AppliedAt, Begun(row)) };
        void Passed(DateTime? at, string state, string? trigger = null)
        {
            if (at is { } instant && instant >= lines[^1].At && state != lines[^1].State) lines.Add(Line(row, instant, state) with { Trigger = trigger });
        }

        if (row.Type != CaseType.Reshipment && fact.Kind != Domain.Scoring.Facts.ApplicationKind.RefundOnly)
        {
            Passed(fact.ConsentedAt, ReturnedGoods.AwaitingReturn, row.Type == CaseType.Exchange ? Triggers.ApproveExchange : Triggers.ApproveReturn);
            Passed(fact.ReturnSentAt, ReturnedGoods.ReturnInTransit);
            Passed(fact.ReturnSignedAt, ReturnedGoods.Inspecting);
        }

        End(row, lines, now);
        return lines;
    }

    /// <summary>Where it stands. Our inspection goes further than the platform's word for a return that has come in.</summary>
    private static void End(AfterSalesRow row, List<HistoryLine> lines, DateTime now)
    {
        var end = row.Standing switch
        {
            PlatformStanding.Done or PlatformStanding.Cancelled => SharedWorkflow.Closed,
            PlatformStanding.Waiting or PlatformStanding.UnderReview => null,
            _ => PlatformStandings.StateOf(row.Type, row.Standing),
        };
        if (end is null || PlatformStandings.Agree(end, lines[^1].State)) return;
        var at = row.StoodAt is { } stood && stood >= lines[^1].At ? stood : now;
        lines.Add(Line(row, at, end) with { Trigger = at == row.StoodAt ? ActOf(row) : null });
    }

    /// <summary>What nobody is known to have begun waits for somebody to take it.</summary>
    private static string Begun(AfterSalesRow row) =>
        row is { AgentId: null, Standing: PlatformStanding.Waiting } ? SharedWorkflow.Classified : PlatformStandings.FirstOf(row.Type);

    /// <summary>The act of the seller's that brought it where it stands.</summary>
    private static string? ActOf(AfterSalesRow row) => row.Standing switch
    {
        PlatformStanding.AwaitingReturn => row.Type == CaseType.Exchange ? Triggers.ApproveExchange : Triggers.ApproveReturn,
        PlatformStanding.Refunding when row.Fact.ReceiptHandledAt is null => Triggers.RefundOnly,
        PlatformStanding.Refused => Triggers.Reject,
        _ => null,
    };

    private static HistoryLine Line(AfterSalesRow row, DateTime at, string state)
    {
        var waitsOn = CaseMachines.For(row.Type).State(state).WaitsOn(new CaseFile { Case = new Case { Type = row.Type }, NewId = static () => 0 });
        return new HistoryLine(at, state, waitsOn, state == SharedWorkflow.Classified ? null : row.AgentId, row.Word, null, null);
    }
}
