using CsKpiCases.Data.Ids;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Hosting.Jobs;

/// <summary>Periods are the instants at which shifts end, <c>yyyy-MM-ddTHH:mm:ssZ</c>: in the order of time as texts too.</summary>
internal sealed record ShiftSchedule(IReadOnlyCollection<Shift> Shifts) : JobSchedule
{
    // No shift's end is further from the next one.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3);

    public override IReadOnlyList<string> PeriodsOf(DateOnly day, TimeZoneInfo zone) => Texts(ShiftTurns.On(zone, Shifts, day));

    public override bool IsPeriod(string? text, TimeZoneInfo zone) =>
        Instants.TryParse(text, out var at) && LocalDays.TryParse(LocalDays.Text(DateOnly.FromDateTime(at)), out var day)
        // the shift that ends then began on its day, or on one before
        && Enumerable.Range(-2, 4).Any(days => PeriodsOf(day.AddDays(days), zone).Contains(text));

    public override bool IsOver(string period, TimeZoneInfo zone, DateTime now) => At(period) <= now;

    public override string LastComplete(DateOnly today) => LocalDays.Text(today.AddDays(-1));

    public override IReadOnlyList<string> Due(TimeZoneInfo zone, string? last, DateTime since, DateTime now) =>
        // A shop that gets its first shifts today has none of last year to hand over.
        Texts(ShiftTurns.Ended(zone, Shifts, last is null ? since : At(last), now).Where(turn => turn.To > IdSource.MadeAt(turn.Shift.Id)));

    public override DateTime? NextAt(TimeZoneInfo zone, DateTime now) => ShiftTurns.Ended(zone, Shifts, now, now + Longest).FirstOrDefault()?.To;

    /// <summary>Reads a period.</summary>
    internal static DateTime At(string period) => Instants.TryParse(period, out var at) ? at : throw new FormatException($"'{period}' is no instant.");

    // Two shifts may end at once: that is one period.
    private static List<string> Texts(IEnumerable<ShiftTurn> turns) => [.. turns.Select(turn => Instants.Format(turn.To)).Distinct()];
}
