using System.Security.Cryptography;
using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Search;
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
        await people.FindOwnersAsync([.. drafts.Where(d => stored.ContainsKey(d.Number))], cancellation);
        var behind = new List<(CaseDraft Draft, List<DraftLine> Missing)>();
        foreach (var draft in drafts.Where(d => stored.ContainsKey(d.Number)))
        {
            var (@case, events) = stored[draft.Number];
            var missing = Missing(draft, events);
            if (missing.Count == 0 && NewFacts(draft, events) is null) session.Result.Unchanged++;
            else if (!@case.IsImported || @case.IsTouched) session.Result.LeftAlone.Add(draft.Number);
            else behind.Add((draft, missing));
        }

        // of new lines alone: who stands in known ones may be gone from the shop since, and is not to be made anew
        await people.LearnAsync(behind.ConvertAll(b => b.Draft with { Lines = b.Missing }), cancellation);
        foreach (var some in behind.Chunk(AtOnce)) await MoveOnAsync([.. some.Select(b => b.Draft)], cancellation);
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

    /// <summary>
    /// The draft's lines that no event stands for, each event standing for one. Known by the name that the log itself gives:
    /// the account behind it may change. Where an event does not say the name, its account must do.
    /// </summary>
    private List<DraftLine> Missing(CaseDraft draft, IEnumerable<CaseEvent> events)
    {
        var there = events.Where(ImportedHistory.IsLine).GroupBy(KeyOf).ToDictionary(g => g.Key, g => g.Count());
        bool Take(LineKey key)
        {
            if (!there.TryGetValue(key, out var left) || left == 0) return false;
            there[key] = left - 1;
            return true;
        }

        return [.. draft.Lines.Where(l =>
        {
            var key = new LineKey(l.At, l.State, l.WaitsOn, ImportedPeople.NameOf(l.Owner), null);
            return !Take(key) && !(people.Owner(l.Owner) is { } account && Take(key with { Owner = null, Unnamed = account }));
        })];
    }

    private static LineKey KeyOf(CaseEvent e) => ImportedHistory.OwnerOf(e) is { } owner
        ? new LineKey(e.At, e.ToState, e.WaitsOn, owner, null)
        : new LineKey(e.At, e.ToState, e.WaitsOn, null, e.OwnerId);

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
        var id = await db.Cases.Where(c => c.ShopId == session.Shop.Id && c.ExternalNumber == draft.Number).Select(c => c.Id).SingleAsync(cancellation);
        await CaseLoading.LockAsync(db, id, cancellation);
        var @case = await db.Cases.AsTracking().SingleAsync(c => c.Id == id, cancellation);
        if (@case.IsTouched) return null;
        var history = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == @case.Id).OrderBy(e => e.Sequence).ToListAsync(cancellation);
        var (lines, facts) = (Missing(draft, history), NewFacts(draft, history));
        if (lines.Count == 0 && facts is null) return 0;
        var before = history.FindLast(e => e.ActorKind == ActorKind.Import)!;
        List<CaseEvent> added = lines.Count > 0
            ? ImportedHistory.Events(@case, ImportedFields.Lines(lines, people), before, facts ?? new ImportedFacts(), session.Now)
            : [ImportedHistory.Correction(before, facts!, session.Now)];
        foreach (var e in added)
        {
            (e.Id, e.ShopId, e.CaseId) = (session.Store.Ids.Next(), @case.ShopId, @case.Id);
            EventChain.Seal(@case, e, RandomNumberGenerator.Fill);
        }

        @case.Version = @case.EventCount;
        db.AddRange(added);
        history.AddRange(added);
        var found = (@case.Subject, @case.BuyerId);
        ImportedFields.Write(@case, draft, people);
        // a part of a log that begins later takes back nothing
        if (draft.OpenedAt < @case.OpenedAt) (@case.OpenedAt, @case.OpenedOn) = (draft.OpenedAt, session.LocalDate(draft.OpenedAt));
        ImportedHistory.Settle(@case, history, ImportedHistory.FactsOf(history));
        await session.Store.Clocks.KeepAsync(db, @case, history, session.Now, cancellation);
        if (found != (@case.Subject, @case.BuyerId)) await SearchText.WriteAsync(db, @case, history, cancellation);
        return added.Count;
    }

    /// <summary>What a line is known by; <paramref name="Unnamed"/> is the owner's account where no name is told.</summary>
    private readonly record struct LineKey(DateTime At, string State, Wait WaitsOn, string? Owner, long? Unnamed);
}
