using CsKpiCases.Data.Bulk;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.SlaReport;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary><c>report sla</c>: counts, groups, medians.</summary>
public sealed class SlaReportTests
{
    private static readonly DateTime At = new(2026, 1, 31, 1, 0, 0, DateTimeKind.Utc);

    [Theory, OnSqlite, OnPostgres]
    public async Task Report_OfNothing_IsOneEmptyGroup(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        Assert.Equal([new SlaReportGroup()], (await RunAsync(host)).Groups);
        Assert.Empty((await RunAsync(host, "month")).Groups);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Report_Grouped_CountsVerdictsAndTakesTheLowerMiddle(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await FillAsync(host);

        var all = Assert.Single((await RunAsync(host)).Groups);
        Assert.Equal(new SlaReportGroup { Clocks = 8, Running = 1, Paused = 1, Met = 2, Late = 1, Breached = 2, Cancelled = 1, MedianElapsedSeconds = 20 }, all);
        Assert.Equal([("2026-01", 4L, (long?)10L), ("2026-02", 4, 30)], (await RunAsync(host, "month")).Groups.Select(g => (g.Key, g.Clocks, g.MedianElapsedSeconds)));
        Assert.Equal([("high", 4L), ("normal", 4)], (await RunAsync(host, "priority")).Groups.Select(g => (g.Key!, g.Clocks)));
        Assert.Equal(["A", "b", null], (await RunAsync(host, "team")).Groups.Select(g => g.Key));
        Assert.Equal(["complaint"], (await RunAsync(host, "caseType")).Groups.Select(g => g.Key));
        Assert.Equal(["r"], (await RunAsync(host, "shop")).Groups.Select(g => g.Key));
        Assert.Equal([null], (await RunAsync(host, "owner")).Groups.Select(g => g.Key));
        Assert.Equal(4, Assert.Single((await host.Provider.GetRequiredService<SlaReportQuery>().RunAsync(new SlaReportRequest(new(2026, 1, 31), new(2026, 1, 31)) { Shop = "r", Clock = "resolution" })).Groups).Clocks);
        Assert.Equal(0, Assert.Single((await host.Provider.GetRequiredService<SlaReportQuery>().RunAsync(new SlaReportRequest(new(2026, 1, 1), new(2026, 12, 31)) { Clock = "finance" })).Groups).Clocks);
    }

    [Fact]
    public async Task Report_OfWhatDoesNotExist_SaysSo()
    {
        await using var host = await ImportHost.StartAsync(StoreProvider.Sqlite);
        var request = new SlaReportRequest(new(2026, 2, 1), new(2026, 1, 1)) { Shop = "none", Policy = "none", GroupBy = "colour" };
        Assert.Equal(["to", "groupBy", "shop", "policy"], (await host.Provider.GetRequiredService<SlaReportQuery>().RunAsync(request)).Errors.Select(e => e.Path));
    }

    private static Task<SlaReportAnswer> RunAsync(ImportHost host, string? groupBy = null) =>
        host.Provider.GetRequiredService<SlaReportQuery>().RunAsync(new SlaReportRequest(new(2026, 1, 1), new(2026, 12, 31)) { GroupBy = groupBy });

    private static async Task FillAsync(ImportHost host)
    {
        await host.Provider.GetRequiredService<CaseWriter>().WriteAsync((db, token) => BulkInsert.RowsAsync(
            db, [new Shop { Id = 5, Code = "r", Name = "r", CreatedAt = At }, new Team { Id = 6, ShopId = 5, Name = "b" }, new Team { Id = 7, ShopId = 5, Name = "A" }], token));
        var due = new FakeClock().Now;
        CaseBundle[] bundles =
        [
            Bundle(0, Closed(ClockState.Met, 10)), Bundle(1, Closed(ClockState.Late, 20)), Bundle(2, new CaseClock { State = ClockState.Running, NextDue = DueLevel.Limit, NextDueAt = due.AddSeconds(1), LimitDueAt = due }),
            Bundle(3, new CaseClock { State = ClockState.Paused }), Bundle(4, new CaseClock { State = ClockState.Running, NextDue = DueLevel.Limit, NextDueAt = due, LimitDueAt = due.AddSeconds(-1) }),
            Bundle(5, Closed(ClockState.Met, 30)), Bundle(6, Closed(ClockState.Breached, 40)), Bundle(7, Closed(ClockState.Cancelled, 1)),
        ];
        await ActivatorUtilities.CreateInstance<BulkCases>(host.Provider).WriteBatchAsync(bundles);
    }

    private static CaseClock Closed(ClockState state, long elapsed) => new() { State = state, ElapsedSeconds = elapsed, StoppedAt = At };

    private static CaseBundle Bundle(int n, CaseClock clock)
    {
        var @case = new Case
        {
            ShopId = 5, Type = CaseType.Complaint, Subject = "x", OpenedAt = At, OpenedOn = n < 4 ? new DateOnly(2026, 1, 31) : new DateOnly(2026, 2, 1), LoggedAt = At,
            Priority = n % 2 == 0 ? Priority.High : Priority.Normal, TeamId = n switch { 0 => 6, 1 => 7, _ => null },
        };
        @case.EnterState("Logged", Stage.Intake, Wait.Agent, At);
        (clock.Clock, clock.Run, clock.StartedAt, clock.ChangedAt) = (ClockNames.Resolution, 1, At, At);
        return new CaseBundle { Case = @case, Clocks = { new ClockBundle { Clock = clock } } };
    }
}
