namespace CsKpiCases.Web.Hosting.Jobs;

/// <summary>Nothing falls due by itself, nor is anything run for a date: the work is owed by what people approve.</summary>
internal sealed record RequestSchedule : JobSchedule
{
    public override IReadOnlyList<string> PeriodsOf(DateOnly day, TimeZoneInfo zone) => [];

    public override bool IsPeriod(string? text, TimeZoneInfo zone) => false;

    public override bool IsOver(string period, TimeZoneInfo zone, DateTime now) => false;

    public override string? LastComplete(DateOnly today) => null;

    public override IReadOnlyList<string> Due(TimeZoneInfo zone, string? last, DateTime since, DateTime now) => [];

    public override DateTime? NextAt(TimeZoneInfo zone, DateTime now) => null;
}
