using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>What came of asking for a day's hand-overs.</summary>
/// <param name="Shifts">Shifts that the shop has.</param>
/// <param name="Ended">Ends of shifts of that day that have passed.</param>
/// <param name="IsDone">All of them were worked off here.</param>
public sealed record ShiftsOfDay(int Shifts, int Ended, bool IsDone);

/// <summary>Runs the job by hand for the shifts that began on a local date and are over.</summary>
public sealed class RunShiftsOfDay(ShiftBook book, JobRunner jobs, TimeProvider clock)
{
    public async Task<ShiftsOfDay> RunAsync(Shop shop, DateOnly day, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var shifts = await book.StoredAsync(shop.Id, cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var ends = ShiftTurns.On(zone, shifts, day).Select(turn => turn.To).Where(end => end <= now).Distinct().ToList();
        var isDone = true;
        foreach (var end in ends) isDone &= await jobs.RunByHandAsync(ShiftHandoverJob.JobName, shop.Id, Instants.Format(end), null, cancellation) == true;
        return new ShiftsOfDay(shifts.Count, ends.Count, isDone);
    }
}
