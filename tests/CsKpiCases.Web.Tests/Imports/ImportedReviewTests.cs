using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Features.Sweep;
using CsKpiCases.Web.Tests.Cases;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>Cases that another tool closed, under a policy that reviews what was resolved.</summary>
public sealed class ImportedReviewTests
{
    private const string Map =
        """
        { "shop": "desk", "caseType": "complaint", "policy": "house-complaint", "case": { "number": "no" },
          "event": { "at": "at", "order": "n", "state": "state" }, "states": { "Active": "Investigating", "Closed": "Closed" } }
        """;

    [Theory, OnSqlite, OnPostgres]
    public async Task EventLog_StraightToClosed_LeavesNothingToBeReviewed(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        var log = host.Write("log.csv", "no,state,at,n\nC1,Active,2026-02-26T09:00,0\nC1,Closed,2026-02-27T09:00,1\n");
        await host.ImportAsync(new ImportRequest("event-log", log) { Map = Map });
        ((FakeClock)host.Provider.GetRequiredService<TimeProvider>()).Advance(TimeSpan.FromDays(14));

        Assert.Equal(0, await host.Provider.GetRequiredService<SweepClocks>().RunAsync(default));

        await using var db = host.Read();
        var review = await db.CaseClocks.SingleAsync(c => c.Clock == ClockNames.PenaltyReview);
        Assert.Equal((ClockState.Met, true), (review.State, review.IsImported));
    }
}
