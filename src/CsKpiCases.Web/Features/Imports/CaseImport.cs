using CsKpiCases.Data;
using System.Runtime.CompilerServices;
using CsKpiCases.Data.Bulk;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>
/// Drafts become cases: new ones are written in bulk; those imported before get the lines that they lack, unless somebody
/// here has worked on them.
/// </summary>
internal sealed class CaseImport(ImportSession session, ImportMap map, Policy? policy)
{
    private readonly ImportedPeople people = new(session);
    private PolicyPages? book;
    private ShopShifts? shifts;

    /// <summary>Takes all drafts; they come in batches so that the store is asked seldom.</summary>
    public async Task RunAsync(IAsyncEnumerable<IReadOnlyList<CaseDraft>> batches, CancellationToken cancellation)
    {
        book = await session.Store.Policies.ReadAsync(cancellation);
        if (session.Shop.Id != 0) shifts = await session.Store.Shifts.OfAsync(session.Shop.Id, cancellation);
        var bulk = new BulkCases(session.Store.Writer, session.Store.Ids);
        var bundles = BundlesAsync(batches, cancellation);
        if (session.IsDryRun)
        {
            await foreach (var _ in bundles) session.Report();
            return;
        }

        await bulk.WriteAsync(bundles, new Reporting(session), cancellation);
    }

    private async IAsyncEnumerable<CaseBundle> BundlesAsync(IAsyncEnumerable<IReadOnlyList<CaseDraft>> batches, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var hasCases = await HasImportedCasesAsync(cancellation);
        var known = new KnownCases(session, people);
        await foreach (var batch in batches.WithCancellation(cancellation))
        {
            var fresh = hasCases ? await known.TakeAsync(batch, cancellation) : batch;
            await people.LearnAsync(fresh, cancellation);
            foreach (var draft in fresh)
            {
                session.Result.Added++;
                session.Result.Events += draft.Lines.Count;
                yield return Bundle(draft);
            }
        }
    }

    private async Task<bool> HasImportedCasesAsync(CancellationToken cancellation)
    {
        await using var db = session.Open();
        return await db.Cases.AnyAsync(c => c.ShopId == session.Shop.Id && c.ExternalNumber != null, cancellation);
    }

    private CaseBundle Bundle(CaseDraft draft)
    {
        var @case = new Case
        {
            ShopId = session.Shop.Id,
            ExternalNumber = draft.Number,
            Type = map.CaseType,
            Source = Channel.Import,
            OpenedAt = draft.OpenedAt,
            OpenedOn = session.LocalDate(draft.OpenedAt),
            LoggedAt = session.Now,
            LoggedById = session.Request.ById,
            IsImported = true,
            IsScored = map.IsScored,
            Grade = Grade.C,
        };
        var facts = new ImportedFacts { PolicyVersionId = draft.IsMeasurable ? policy?.VersionId : null, ResolvedAt = draft.ResolvedAt, ClosedAt = draft.ClosedAt };
        ImportedFields.Write(@case, draft, people);
        (@case.PolicyVersionId, @case.PolicyReason) = (facts.PolicyVersionId, facts.PolicyVersionId is null ? null : "import");
        var events = ImportedHistory.Events(@case, ImportedFields.Lines(draft.Lines, people), null, facts, session.Now);
        ImportedHistory.Settle(@case, events, facts);
        return new CaseBundle { Case = @case, Events = events, Clocks = session.IsDryRun || policy is null ? [] : Clocks(@case, events), SearchTexts = { draft.Buyer } };
    }

    private List<ClockBundle> Clocks(Case @case, List<CaseEvent> events) =>
        ClockBundles.Of(HistoryClocks.Of(@case, events, book!, shifts!, session.Now), @case, session.Now);

    private sealed class Reporting(ImportSession session) : IProgress<long>
    {
        public void Report(long value) => session.Report();
    }
}

/// <summary>What a draft says, in the fields of the case row.</summary>
internal static class ImportedFields
{
    public static void Write(Case @case, CaseDraft draft, ImportedPeople people)
    {
        @case.BuyerId = people.Buyer(draft.Buyer) ?? @case.BuyerId;
        @case.TeamId = people.Team(draft.Lines[^1].Team) ?? @case.TeamId;
        @case.Category = Clip(draft.Category, 60) ?? @case.Category;
        @case.Subject = Clip(draft.Subject ?? (@case.Subject.Length > 0 ? @case.Subject : draft.Number), 200)!;
        @case.Priority = draft.Priority;
        if (draft.Outcome != Outcome.None) @case.Outcome = draft.Outcome;
    }

    public static List<HistoryLine> Lines(IEnumerable<DraftLine> lines, ImportedPeople people) =>
        [.. lines.Select(l => new HistoryLine(l.At, l.State, l.WaitsOn, people.Owner(l.Owner), l.Source, ImportedPeople.NameOf(l.Owner), l.Team, l.Note))];

    private static string? Clip(string? text, int most) => text is null ? null : ClippedText.To(text, most);
}
