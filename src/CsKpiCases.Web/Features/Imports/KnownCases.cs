using System.Security.Cryptography;
using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>
/// Cases that were imported before: the lines that a longer file adds are appended to their history. Nothing that is here is
/// taken back by a shorter one; a case that somebody here has worked on is left alone.
/// </summary>
internal sealed class KnownCases(ImportSession session, ImportedPeople people)
{
    // one transaction moves so many on: some tens of milliseconds
    private const int AtOnce = 16;

    /// <summary>Handles the drafts whose cases exist; returns those that are new.</summary>
    public async Task<IReadOnlyList<CaseDraft>> TakeAsync(IReadOnlyList<CaseDraft> drafts, CancellationToken cancellation)
    {
        var stored = await StoredAsync([.. drafts.Select(d => d.Number)], cancellation);
        if (stored.Count == 0) return drafts;
        var behind = new List<CaseDraft>();
        foreach (var draft in drafts.Where(d => stored.ContainsKey(d.Number)))
        {
            var (@case, events) = stored[draft.Number];
            if (!IsBehind(draft, events)) session.Result.Unchanged++;
            else if (!@case.IsImported || @case.IsTouched) session.Result.LeftAlone.Add(draft.Number);
            else behind.Add(draft);
        }

        foreach (var some in behind.Chunk(AtOnce)) await MoveOnAsync(some, cancellation);
        return [.. drafts.Where(d => !stored.ContainsKey(d.Number))];
    }

    private async Task<Dictionary<string, (Case Case, List<CaseEvent> Events)>> StoredAsync(List<string> numbers, CancellationToken cancellation)
    {
        await using var db = session.Open();
        var cases = await db.Cases.AsNoTracking().Where(c => c.ShopId == session.Shop.Id && EF.Parameter(numbers).Contains(c.ExternalNumber!)).ToListAsync(cancellation);
        var ids = cases.ConvertAll(c => c.Id);
        var events = await db.CaseEvents.AsNoTracking().Where(e => EF.Parameter(ids).Contains(e.CaseId)).OrderBy(e => e.CaseId).ThenBy(e => e.Sequence)
            .Select(e => new CaseEvent { CaseId = e.CaseId, Sequence = e.Sequence, At = e.At, ActorKind = e.ActorKind, Kind = e.Kind, ToState = e.ToState, Stage = e.Stage, WaitsOn = e.WaitsOn, OwnerId = e.OwnerId, Payload = e.Payload })
            .ToListAsync(cancellation);
        var byCase = events.ToLookup(e => e.CaseId);
        return cases.ToDictionary(c => c.ExternalNumber!, c => (c, byCase[c.Id].ToList()), StringComparer.Ordinal);
    }

    private bool IsBehind(CaseDraft draft, List<CaseEvent> events) => Missing(draft, events).Count > 0 || NewFacts(draft, events) is not null;

    /// <summary>The draft's lines that no event stands for, each event standing for one.</summary>
    private List<HistoryLine> Missing(CaseDraft draft, IEnumerable<CaseEvent> events)
    {
        var there = events.Where(ImportedHistory.IsLine).GroupBy(e => (e.At, e.ToState, e.WaitsOn, e.OwnerId)).ToDictionary(g => g.Key, g => g.Count());
        var missing = new List<HistoryLine>();
        foreach (var line in ImportedFields.Lines(draft.Lines, people))
        {
            var key = (line.At, line.State, line.WaitsOn, line.OwnerId);
            if (there.TryGetValue(key, out var left) && left > 0) there[key] = left - 1;
            else missing.Add(line);
        }

        return missing;
    }

    private static ImportedFacts? NewFacts(CaseDraft draft, IReadOnlyList<CaseEvent> events)
    {
        var told = ImportedHistory.FactsOf(events);
        var facts = new ImportedFacts
        {
            ResolvedAt = draft.ResolvedAt == told.ResolvedAt ? null : draft.ResolvedAt,
            ClosedAt = draft.ClosedAt == told.ClosedAt ? null : draft.ClosedAt,
        };
        return facts is { ResolvedAt: null, ClosedAt: null } ? null : facts;
    }

    private async Task MoveOnAsync(CaseDraft[] drafts, CancellationToken cancellation)
    {
        if (session.IsDryRun)
        {
            session.Result.Changed += drafts.Length;
            return;
        }

        var (written, leftAlone) = await session.Store.Writer.WriteAsync(
            async (db, token) =>
            {
                var (written, leftAlone) = (0, new List<string>());
                foreach (var draft in drafts)
                {
                    if (await MoveOnAsync(db, draft, token) is { } count) written += count;
                    else leftAlone.Add(draft.Number);
                }

                await db.SaveChangesAsync(token);
                return (written, leftAlone);
            },
            cancellation);
        session.Result.Changed += drafts.Length - leftAlone.Count;
        session.Result.Events += written;
        session.Result.LeftAlone.AddRange(leftAlone);
        session.Report();
    }

    /// <summary>How many events were added; null when somebody has worked on the case meanwhile.</summary>
    private async Task<int?> MoveOnAsync(CasesDbContext db, CaseDraft draft, CancellationToken cancellation)
    {
        var @case = await db.Cases.AsTracking().SingleAsync(c => c.ShopId == session.Shop.Id && c.ExternalNumber == draft.Number, cancellation);
        if (@case.IsTouched) return null;
        var history = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == @case.Id).OrderBy(e => e.Sequence).ToListAsync(cancellation);
        var (lines, facts) = (Missing(draft, history), NewFacts(draft, history));
        if (lines.Count == 0 && facts is null) return 0;
        var before = history.FindLast(e => e.ActorKind == ActorKind.Import)!;
        List<CaseEvent> added = lines.Count > 0
            ? ImportedHistory.Events(@case, lines, before, facts ?? new ImportedFacts(), session.Now)
            : [ImportedHistory.Correction(before, facts!, session.Now)];
        foreach (var e in added)
        {
            (e.Id, e.ShopId, e.CaseId) = (session.Store.Ids.Next(), @case.ShopId, @case.Id);
            EventChain.Seal(@case, e, RandomNumberGenerator.Fill);
        }

        @case.Version = @case.EventCount;
        db.AddRange(added);
        history.AddRange(added);
        ImportedFields.Write(@case, draft, people);
        ImportedHistory.Settle(@case, history, ImportedHistory.FactsOf(history));
        await session.Store.Clocks.KeepAsync(db, @case, history, session.Now, cancellation);
        return added.Count;
    }
}
