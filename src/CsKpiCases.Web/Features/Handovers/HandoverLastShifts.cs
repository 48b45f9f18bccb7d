using CsKpiCases.Data;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Features.Handovers;

/// <summary>The hand-overs of the last days' shifts, for a shop that came with its past (the demo).</summary>
public sealed class HandoverLastShifts(ShiftBook book, RunShiftHandover run, TimeProvider clock)
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(3);

    /// <summary>Shifts that were handed over stay so.</summary>
    public async Task RunAsync(Shop shop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var now = clock.GetUtcNow().UtcDateTime;
        var shifts = await book.StoredAsync(shop.Id, cancellation);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        foreach (var endedAt in ShiftTurns.Ended(zone, shifts, now - Long, now).Select(turn => turn.To).Distinct()) await run.RunAsync(shop, endedAt, cancellation);
    }
}
