using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Features.Imports;
using CsKpiCases.Web.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Tests.Imports;

/// <summary>Lists of cases: with numbers and without.</summary>
public sealed class CaseListTests
{
    private const string ComplaintsMap = """
        { "shop": "cfpb", "caseType": "complaint", "policy": "imported-24h", "timeFormat": "M/d/yyyy", "timeZone": "America/New_York",
          "case": { "openedAt": "Date received", "resolvedAt": "Date sent to company", "category": "Product", "subject": ["Issue", "Sub-issue"],
                    "state": { "column": "Company response to consumer", "values": { "In progress": "Investigating" } },
                    "outcome": "Company response to consumer", "note": "Company" },
          "unknownState": "Closed" }
        """;

    [Theory]
    [OnSqlite(NeedsRealFiles = true)]
    [OnPostgres(NeedsRealFiles = true)]
    public async Task Import_OfRealComplaints_KeepsDuplicatesAndRejectsContradictions(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        await host.PolicyAsync("");
        var file = RealFiles.At("cfpb-complaints", "consumer_complaints.csv");
        var rejects = host.Write("rejected.csv", "");
        var request = new ImportRequest("cases", file) { Map = ComplaintsMap, RejectedPath = rejects };

        var result = await host.ImportAsync(request);

        Assert.Equal((3186, 3180, 6), ((int)result.Read, (int)result.Added, (int)result.Rejected));
        Assert.Equal(7, (await File.ReadAllLinesAsync(rejects)).Length);
        Assert.All(result.FirstRejected, r => Assert.Equal("before_opening", r.Reason));
        var again = await host.ImportAsync(request);
        Assert.Equal((0, 0, 3180, 6), ((int)again.Added, (int)again.Changed, (int)again.Unchanged, (int)again.Rejected));
        await using var db = host.Read();
        Assert.Equal(3180, await db.Cases.CountAsync());
        Assert.Equal(3, await db.Cases.CountAsync(c => c.State == "Investigating"));
        Assert.Equal(11, (await db.Cases.Select(c => c.ExternalNumber!).ToListAsync()).Count(n => !n.EndsWith("-1", StringComparison.Ordinal)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_OfNumberedCases_AddsThenMovesOn(StoreProvider provider)
    {
        await using var host = await ImportHost.StartAsync(provider);
        const string map = """{ "shop": "s", "number": "no", "openedAt": "opened", "closedAt": "closed", "state": "state", "states": { "open": "Investigating", "done": "Closed" } }""";
        var first = await host.ImportAsync(new ImportRequest("cases", host.Write("a.csv", "no,opened,closed,state\nA1,2026-01-05 10:00,,open\nA2,2026-01-05T10:00+08:00,2026-01-06 11:00,done\n")) { Map = map });
        Assert.Equal(2, first.Added);

        var second = await host.ImportAsync(new ImportRequest("cases", host.Write("b.csv", "no,opened,closed,state\nA1,2026-01-05 10:00,2026-01-07 09:00,done\nA2,2026-01-05 10:00,2026-01-06 11:00,done\nA2,2026-01-05 10:00,2026-01-06 12:00,done\n")) { Map = map });

        Assert.Equal((1, 1, 1), ((int)second.Changed, (int)second.Unchanged, (int)second.Rejected));
        await using var db = host.Read();
        var moved = await db.Cases.SingleAsync(c => c.ExternalNumber == "A1");
        Assert.Equal(("Closed", new DateTime(2026, 1, 7, 1, 0, 0, DateTimeKind.Utc), Outcome.Imported), (moved.State, moved.ClosedAt!.Value, moved.Outcome));
        Assert.Equal(new DateTime(2026, 1, 5, 2, 0, 0, DateTimeKind.Utc), (await db.Cases.SingleAsync(c => c.ExternalNumber == "A2")).OpenedAt);
    }
}
