using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Scoring;

namespace CsKpiCases.Web.Features.Scores;

internal sealed class CalculateScoresJob(CalculateScores calculate) : PeriodJob
{
    public override string Name => "score-calculation";

    public override JobSchedule Schedule { get; } = JobSchedule.Monthly(2, 0);

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation)
    {
        var month = CalendarMonth.TryParse(turn.Period, out var read) ? read : throw new FormatException($"'{turn.Period}' is no month.");
        var result = await calculate.RunAsync(turn.Shop, month, turn.AskedById, cancellation);
        return result.Outcome == CalculationOutcome.Stored ? result.Scores!.Cards.Count : 0;
    }
}
