using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Cases;

/// <summary>The one way from a case's history to its clocks.</summary>
public static class HistoryClocks
{
    /// <summary>Every clock of a case, settled.</summary>
    /// <param name="case">Which case.</param>
    /// <param name="events">Its whole history, by sequence.</param>
    /// <param name="versions">The stored versions that the history names.</param>
    /// <param name="shifts">Its shop's.</param>
    /// <param name="now">UTC, whole seconds.</param>
    /// <exception cref="InvalidDataException">The history names a version that is not in the store.</exception>
    public static CaseClocks Of(Case @case, IReadOnlyList<CaseEvent> events, ISlaVersions versions, ShopShifts shifts, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(versions);
        var clocks = Recompute(@case, events, versions.FindPolicy, shifts, now);
        var reprocessed = Reprocessing.CalendarsByRun(events);
        foreach (var same in reprocessed.GroupBy(r => string.Join(',', r.Value)))
        {
            var calendars = same.First().Value.Select(id => versions.FindCalendar(id)
                ?? throw new InvalidDataException($"Case {@case.Number} was reprocessed on the calendar version {id}, which is not in the store.")).ToDictionary(c => c.Name!);
            clocks.Take(On(@case, events, calendars, versions, shifts, now), same.Select(r => r.Key).ToHashSet());
        }

        return clocks;
    }

    /// <summary>As <see cref="Of"/>, as if these calendars had been in force wherever an older version of them was.</summary>
    internal static CaseClocks On(
        Case @case, IReadOnlyList<CaseEvent> events, IReadOnlyDictionary<string, WorkingCalendar> calendars, ISlaVersions versions, ShopShifts shifts, DateTime now) =>
        Recompute(@case, events, id => versions.FindPolicy(id)?.On(calendars), shifts, now);

    /// <summary>UTC: until when a case's history was imported, its own or that of the case that it was split off; null where it lived here.</summary>
    public static DateTime? ImportedUntilOf(Case @case, IReadOnlyList<CaseEvent> events)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(events);
        return @case.IsImported ? ImportedHistory.UntilOf(events) : CaseSignals.PastOf(events)?.ImportedUntil;
    }

    private static CaseClocks Recompute(Case @case, IReadOnlyList<CaseEvent> events, Func<long, Policy?> policyOf, ShopShifts shifts, DateTime now)
    {
        var clocks = CaseSignals.Of(@case, events, policyOf, shifts, now).Recompute(ImportedUntilOf(@case, events));
        clocks.Settle(now);
        return clocks;
    }
}
