using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Tests.Databases;
using CsKpiCases.Web.Tests.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Cases;

/// <summary>What supervisors say of misses, in the stored clocks and breaches.</summary>
public sealed class JudgedClocksTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Judged_StaysAsSaidThroughSweepsAndActsUntilTakenBack(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromHours(3)); // the goal of the first response is missed, its limit is not
        await host.MinuteAsync();
        @case = await host.DoAsync(@case, new ReattributeClock(ClockNames.FirstResponse, 1, AttributionParty.Agent, host.OtherAgent.AccountId) { Note = "李静接的电话" }, host.Supervisor);
        host.Clock.Advance(TimeSpan.FromHours(8));
        await host.MinuteAsync();
        @case = await host.DoAsync(@case, new LogContact(Channel.Phone, Reached: true), host.Agent);
        await AssertWhoseAsync(host, (AttributionParty.Agent, host.OtherAgent.AccountId), isExcused: false, isScored: true);

        @case = await host.DoAsync(@case, new ExcuseClock(ClockNames.FirstResponse, 1) { Note = "平台故障" }, host.Supervisor);
        await AssertWhoseAsync(host, (AttributionParty.Agent, host.OtherAgent.AccountId), isExcused: true, isScored: false);
        host.Clock.Advance(TimeSpan.FromHours(1));
        @case = await host.DoAsync(@case, new AddNote { Note = "还在查" }, host.Agent);
        await AssertWhoseAsync(host, (AttributionParty.Agent, host.OtherAgent.AccountId), isExcused: true, isScored: false);

        await host.DoAsync(@case, new RestoreClock(ClockNames.FirstResponse, 1) { Note = "并非如此" }, host.Supervisor);
        await AssertWhoseAsync(host, (AttributionParty.Agent, host.Agent.AccountId), isExcused: false, isScored: true);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Reattributed_ToSomebodyOfNoneOfTheShops_IsRefused(StoreProvider provider)
    {
        await using var host = await JobsHost.StartAsync(provider);
        var @case = await host.InvestigatingAsync();
        host.Clock.Advance(TimeSpan.FromHours(9));
        await host.MinuteAsync();
        var result = await host.Store.ActAsync(host.Shop, @case.Id, new ReattributeClock(ClockNames.FirstResponse, 1, AttributionParty.Agent, 42) { Note = "x" }, host.Supervisor, null);
        Assert.Equal("party", Assert.IsType<CaseResult.Refused>(result).Refusal.Arguments["name"]);
    }

    private static async Task AssertWhoseAsync(StoreHost host, (AttributionParty, long?) whose, bool isExcused, bool isScored)
    {
        await using var db = host.Read();
        var clock = await db.CaseClocks.SingleAsync(c => c.Clock == ClockNames.FirstResponse);
        Assert.Equal((whose, isExcused, isScored), ((clock.AttributedParty, clock.AttributedToId), clock.ExcusedAt is not null, clock.IsScored));
        var breaches = await db.Breaches.Where(b => b.Clock == ClockNames.FirstResponse && b.WithdrawnByEvent == 0).ToListAsync();
        Assert.Equal(2, breaches.Count);
        Assert.All(breaches, b => Assert.Equal(whose, (b.AttributedParty, b.AttributedToId)));
    }
}
