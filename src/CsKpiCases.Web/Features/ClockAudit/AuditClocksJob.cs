using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.ClockAudit;

/// <summary>The nightly audit (sla.md, "Jobs"), after the nightly report.</summary>
internal sealed class AuditClocksJob(AuditClocks audit, JobRunner jobs, TellOfDifferences tell, TimeProvider clock) : PeriodJob
{
    public const string JobName = "nightly-audit";

    public override string Name => JobName;

    public override JobSchedule Schedule { get; } = JobSchedule.Daily(0, 40);

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation)
    {
        var day = LocalDays.TryParse(turn.Period, out var read) ? read : throw new FormatException($"'{turn.Period}' is no day.");
        var now = clock.GetUtcNow().UtcDateTime;
        var settledAt = Instants.Cut(now);
        // Once that instant is read, and not before: what falls due meanwhile need not be recorded.
        await jobs.SettleAsync(turn.Shop, cancellation);
        // A sample is of what is stored now: one is enough, however many nights are made up for.
        var isNewest = turn.Period == Schedule.LastComplete(LocalDays.Of(now, TimeZoneInfo.FindSystemTimeZoneById(turn.Shop.TimeZone)));
        var found = await audit.DayAsync(turn.Shop, day, isNewest || turn.IsByHand ? AuditClocks.MostSampled : 0, settledAt, cancellation);
        if (found.Differ == 0) return found.Clocks;
        await tell.RunAsync(turn.Shop, day, found, turn.RunId, cancellation);
        throw new AlarmException(found.Clocks, $"{found.Differ} of {found.Clocks} clocks differ from their cases' histories. {string.Join("; ", found.First)}");
    }
}

/// <summary>Services of the audit.</summary>
public static class ClockAuditServices
{
    public static IServiceCollection AddClockAudit(this IServiceCollection services)
    {
        services.AddSingleton<CompareClocks>();
        services.AddSingleton<AuditClocks>();
        services.AddSingleton<TellOfDifferences>();
        return services.AddPeriodJob<AuditClocksJob>();
    }
}
