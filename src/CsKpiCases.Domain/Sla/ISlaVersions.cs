namespace CsKpiCases.Domain.Sla;

/// <summary>Every version of policies and calendars that a history may name.</summary>
public interface ISlaVersions
{
    /// <summary>Null where there is no such version.</summary>
    Policy? FindPolicy(long versionId);

    /// <summary>Null where there is no such version.</summary>
    WorkingCalendar? FindCalendar(long versionId);
}
