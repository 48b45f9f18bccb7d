using System.Text.Json;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Incidents;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>
/// Works a run off, case by case through the store, each with its own event. A case and its line change in one transaction, so
/// that a run that is taken up again after a kill does no case twice. What a case does not permit is noted with its reason.
/// </summary>
public sealed class WorkIncidentRun(IDbContextFactory<CasesDbContext> contexts, CaseStore store, CaseWriter writer, TimeProvider time)
{
    private const int AtOnce = 200;

    /// <summary>How many cases were done, earlier tries included.</summary>
    public async Task<int> RunAsync(Shop shop, long runId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var (run, incident) = await ReadAsync(shop, runId, cancellation);
        var by = Actor.Person(run.AskedById, [.. run.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>)]);
        var act = run.Kind == IncidentRunKind.Link ? new TieToIncident(incident.Id, incident.Title, Joins: true) : IncidentActs.Of(IncidentActs.Read(run.Act));
        while (act is not null && await NextAsync(runId, cancellation) is { Count: > 0 } cases)
        {
            foreach (var id in cases)
            {
                cancellation.ThrowIfCancellationRequested();
                await DoAsync(shop, run, id, act, by, cancellation);
            }
        }

        return await EndAsync(runId, cancellation);
    }

    private async Task<(IncidentRun Run, Incident Incident)> ReadAsync(Shop shop, long runId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var run = await db.IncidentRuns.AsNoTracking().SingleAsync(r => r.Id == runId && r.ShopId == shop.Id, cancellation);
        return (run, await db.Incidents.AsNoTracking().SingleAsync(i => i.Id == run.IncidentId, cancellation));
    }

    private async Task<List<long>> NextAsync(long runId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.IncidentRunLines.Where(l => l.RunId == runId && l.Status == IncidentLineStatus.Waiting).OrderBy(l => l.CaseId).Take(AtOnce).Select(l => l.CaseId).ToListAsync(cancellation);
    }

    private async Task DoAsync(Shop shop, IncidentRun run, long caseId, CaseAct act, Actor by, CancellationToken cancellation)
    {
        var result = await store.ActAsync(shop, caseId, act, by, null, (db, done, token) => DoneAsync(db, run, done.Case, token), cancellation);
        if (result is CaseResult.Done) return;
        var refusal = result is CaseResult.Refused no ? JsonSerializer.Serialize(no.Refusal, JsonText.Options) : null;
        await writer.WriteAsync((db, token) => MarkAsync(db, run.Id, caseId, IncidentLineStatus.Refused, refusal, token), cancellation);
    }

    /// <summary>In the case's own transaction.</summary>
    private static async Task DoneAsync(CasesDbContext db, IncidentRun run, Case @case, CancellationToken cancellation)
    {
        await MarkAsync(db, run.Id, @case.Id, IncidentLineStatus.Done, null, cancellation);
        if (run.Kind != IncidentRunKind.Link || await db.IncidentCases.AnyAsync(c => c.IncidentId == run.IncidentId && c.CaseId == @case.Id, cancellation)) return;
        db.Add(new IncidentCase { IncidentId = run.IncidentId, CaseId = @case.Id, ShopId = @case.ShopId, AddedAt = @case.LastEventAt });
    }

    private static Task<int> MarkAsync(CasesDbContext db, long runId, long caseId, IncidentLineStatus status, string? refusal, CancellationToken cancellation) =>
        db.IncidentRunLines.Where(l => l.RunId == runId && l.CaseId == caseId).ExecuteUpdateAsync(s => s.SetProperty(l => l.Status, status).SetProperty(l => l.Refusal, refusal), cancellation);

    private Task<int> EndAsync(long runId, CancellationToken cancellation)
    {
        var now = Instants.Cut(time.GetUtcNow().UtcDateTime);
        return writer.WriteAsync(
            async (db, token) =>
            {
                await db.IncidentRuns.Where(r => r.Id == runId && r.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(r => r.EndedAt, now), token);
                return await db.IncidentRunLines.CountAsync(l => l.RunId == runId && l.Status == IncidentLineStatus.Done, token);
            },
            cancellation);
    }
}
