using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.TeamReports;

/// <summary>On Monday mornings the supervisors hear that the week's report is there. The job runs for each day; Sunday's is the week's.</summary>
internal sealed class TellOfWeekJob(CaseWriter writer, IdSource ids, TimeProvider clock) : PeriodJob
{
    public override string Name => "weekly-report";

    public override JobSchedule Schedule { get; } = JobSchedule.Daily(8, 40);

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation)
    {
        if (!LocalDays.TryParse(turn.Period, out var day) || day.DayOfWeek != DayOfWeek.Sunday) return 0;
        var week = LocalDays.Text(MakeWeeklyReport.MondayOf(day));
        await writer.WriteAsync(
            async (db, token) =>
            {
                db.Add(new StaffNotice("notice.weekly_report", "/scores/weekly?week=" + week) { To = Audience.Supervisors, Arguments = new Dictionary<string, string> { ["from"] = week, ["to"] = LocalDays.Text(day) } }
                    .Message(ids.Next(), turn.Shop.Id, Instants.Cut(clock.GetUtcNow().UtcDateTime)));
                await db.SaveChangesAsync(token);
            },
            cancellation);
        return 1;
    }
}
