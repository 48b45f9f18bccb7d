using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports.AfterSales;

/// <summary>
/// Lets cases follow what the platform says of their applications: the state, the platform's deadline, and its intervention, which
/// opens a dispute beside the case and is over with the application. What a case refuses is told as left alone.
/// </summary>
internal sealed class MoveAfterSalesCases(ImportSession session)
{
    private static readonly Actor Platform = new(ActorKind.Platform, null, new HashSet<Role>());

    public int Moved { get; private set; }

    public int Disputes { get; private set; }

    public async Task MoveAsync(IReadOnlyList<AfterSalesRow> rows, CancellationToken cancellation)
    {
        var standing = await StandingAsync(rows, cancellation);
        foreach (var row in rows)
        {
            if (row.Fact.CaseId is not { } id || !standing.TryGetValue(id, out var now)) continue;
            if (row.IsEnded && now.Dispute is { IsOpen: true })
            {
                await SettleAsync(row, now, cancellation);
                now = (await StandingAsync([row], cancellation))[id];
            }

            await FollowAsync(row, now, cancellation);
            await TimeAsync(row, now, cancellation);
            if (row.IsDisputed) await DisputeAsync(row, now, cancellation);
            session.Report();
        }
    }

    private async Task<Dictionary<long, Now>> StandingAsync(IReadOnlyList<AfterSalesRow> rows, CancellationToken cancellation)
    {
        var ids = rows.Select(r => r.Fact.CaseId).OfType<long>().ToList();
        await using var db = session.Open();
        var deadlines = (await db.PlatformDeadlines.AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.CaseId)).OrderBy(d => d.Id).ToListAsync(cancellation)).ToLookup(d => d.CaseId);
        var disputes = (await db.Cases.AsNoTracking().Where(c => c.Type == CaseType.Dispute && EF.Parameter(ids).Contains(c.GrewFromId!.Value)).OrderBy(c => c.Id).ToListAsync(cancellation)).ToLookup(c => c.GrewFromId!.Value);
        var frozen = disputes.Select(d => d.Key).ToList();
        var thawed = frozen.Count == 0 ? [] : await db.CaseEvents.Where(e => EF.Parameter(frozen).Contains(e.CaseId) && e.Kind == EventKind.Thawed)
            .GroupBy(e => e.CaseId).ToDictionaryAsync(g => g.Key, g => g.Max(e => e.At), cancellation);
        return (await db.Cases.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.Id)).ToListAsync(cancellation)).ToDictionary(
            c => c.Id, c => new Now(c, [.. deadlines[c.Id]], disputes[c.Id].LastOrDefault(), thawed.TryGetValue(c.Id, out var at) ? at : null));
    }

    private async Task FollowAsync(AfterSalesRow row, Now now, CancellationToken cancellation)
    {
        var (@case, state) = (now.Case, PlatformStandings.StateOf(now.Case.Type, row.Standing));
        if (@case.PlatformWord == row.Word && @case.PlatformState == state && !now.IsBehind) return;
        // the buyer's number makes a parcel, which the scan bench can find
        if (@case is { State: ReturnedGoods.AwaitingReturn, FrozenById: null } && row is { Standing: PlatformStanding.ReturnInTransit, TrackingNumber: { } tracking })
        {
            await DoAsync(@case, new FireTrigger(Triggers.GiveTracking) { Arguments = new TrackingArguments(row.Courier ?? "其他", tracking), At = Told(row.Fact.ReturnSentAt, @case) }, cancellation, isTold: false);
        }

        var amount = row.Standing == PlatformStanding.Refunding || (row.Standing == PlatformStanding.Done && row.Fact.IsRefunded) ? row.Fact.Amount : 0;
        if (await DoAsync(@case, new FollowPlatform(state, row.Word) { Amount = amount, At = Told(row.StoodAt, @case) }, cancellation) is not { } moved) return;
        Moved++;
        now.Case = moved;
    }

    /// <summary>Only what the seller has to do is a deadline of ours; when it is his turn no more, he has done it, or the platform did.</summary>
    private async Task TimeAsync(AfterSalesRow row, Now now, CancellationToken cancellation)
    {
        var (open, what) = (now.Deadlines.LastOrDefault(d => d.IsOpen && d.Key == row.Key), "deadline.platform_" + row.Deadline);
        var due = row is { Deadline: not null, DueAt: { } at } && now.Case.Stage < Stage.Penalize ? at : (DateTime?)null;
        if (open is not null && (due is null || open.What != what))
        {
            await DoAsync(now.Case, new MeetDeadline(row.Key) { At = Told(row.StoodAt, now.Case) }, cancellation);
            open = null;
        }

        if (due is { } until && open?.DueAt != until)
        {
            await DoAsync(now.Case, new SetDeadline(row.Key, until, what, "at_zero.deadline_platform_" + row.Deadline), cancellation);
        }
    }

    private async Task DisputeAsync(AfterSalesRow row, Now now, CancellationToken cancellation)
    {
        if (now.Dispute is null && !row.IsEnded && row.Ruling is null && now.Case.IsOpen)
        {
            var opened = await DoAsync(now.Case, new FireTrigger(Triggers.OpenDispute) { Arguments = new OpenDisputeArguments(row.EvidenceDueAt), At = Told(row.Fact.DisputedAt, now.Case) }, cancellation);
            Disputes += opened is null ? 0 : 1;
        }
        else
        {
            await RuleAsync(row, now, cancellation);
        }
    }

    private async Task RuleAsync(AfterSalesRow row, Now now, CancellationToken cancellation)
    {
        if (now.Dispute is not { IsOpen: true, DisputeRuling: DisputeRuling.None } dispute || row.Ruling is not { } ruling) return;
        var review = dispute.State == DisputeWorkflow.PlatformReview ? dispute : await DoAsync(dispute, new FollowPlatform(DisputeWorkflow.PlatformReview, row.Word), cancellation);
        var amount = row.Fact.IsRefunded || ruling == DisputeRuling.Merchant ? row.Fact.Amount : 0;
        if (review is not null) await DoAsync(review, new FireTrigger(Triggers.PlatformRules) { Arguments = new PlatformRulesArguments(ruling, amount) }, cancellation);
    }

    /// <summary>With its application a dispute is over, whether the platform ruled or the two agreed; what was paid the application tells.</summary>
    private async Task SettleAsync(AfterSalesRow row, Now now, CancellationToken cancellation)
    {
        await RuleAsync(row, now, cancellation);
        await DoAsync(now.Dispute!, new FollowPlatform(PlatformStandings.StateOf(CaseType.Dispute, row.Standing), row.Word), cancellation);
    }

    /// <summary>The instant that the file tells, where nothing later stands in the case's history yet; else now.</summary>
    private DateTime? Told(DateTime? at, Case @case) => at is { } instant && instant >= @case.LastEventAt && instant <= session.Now ? instant : null;

    /// <summary>The case after the act; null where it was refused, which is told unless something else follows.</summary>
    private async Task<Case?> DoAsync(Case @case, CaseAct act, CancellationToken cancellation, bool isTold = true)
    {
        switch (await session.Store.Cases.ActAsync(session.Shop, @case.Id, act, Platform, null, cancellation: cancellation))
        {
            case CaseResult.Done done:
                session.Result.Events += done.Events.Count;
                @case.LastEventAt = done.Case.LastEventAt;
                return done.Case;
            case CaseResult.Refused:
                if (isTold && !session.Result.LeftAlone.Contains(@case.Number)) session.Result.LeftAlone.Add(@case.Number);
                return null;
            default:
                return null;
        }
    }

    /// <summary>How a case stands before its row is taken.</summary>
    /// <param name="Case">The case.</param>
    /// <param name="Deadlines">Its platform's, oldest first.</param>
    /// <param name="Dispute">The newest that grew from it.</param>
    /// <param name="ThawedAt">UTC: when a dispute about it last ended.</param>
    private sealed record Now(Case Case, IReadOnlyList<PlatformDeadline> Deadlines, Case? Dispute, DateTime? ThawedAt)
    {
        public Case Case { get; set; } = Case;

        /// <summary>
        /// It thawed after the platform's last word and is not there: where nobody has moved it since, or where the platform has ended it
        /// and nobody has reopened it, the word said again moves it.
        /// </summary>
        public bool IsBehind => ThawedAt is { } thawed && Case is { IsOpen: true, PlatformState: { } state } && Case.PlatformSaidAt <= thawed && !PlatformStandings.Agree(state, Case.State)
            && (Case.StateEnteredAt <= thawed || (state is SharedWorkflow.Resolved or SharedWorkflow.Closed && !(Case.LastReopenedAt > thawed)));
    }
}
