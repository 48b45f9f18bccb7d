using CsKpiCases.Data.Ids;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>What an act does to other cases, in its own transaction.</summary>
public sealed partial class CaseStore
{
    /// <summary>Opens the cases that it opens, does to others what it does to them, and wakes the complaint that waited for this case's end.</summary>
    private async Task FollowOnAsync(CasesDbContext db, CaseOutcome.Accepted accepted, bool wasOpen, Shop shop, DateTime now, CancellationToken cancellation)
    {
        foreach (var opened in accepted.Opened) await OpenAsync(db, opened, accepted, shop, now, cancellation).ConfigureAwait(false);
        foreach (var following in accepted.Following) await FollowAsync(db, following.CaseId, following.Act, shop, now, cancellation).ConfigureAwait(false);
        if (!wasOpen || accepted.File.Case.IsOpen) return;
        foreach (var complaint in await WaitingForAsync(db, accepted.File.Case, cancellation).ConfigureAwait(false))
        {
            await FollowAsync(db, complaint, new RecheckCase(), shop, now, cancellation).ConfigureAwait(false);
        }
    }

    private async Task OpenAsync(CasesDbContext db, OpenedCase opened, CaseOutcome.Accepted parent, Shop shop, DateTime now, CancellationToken cancellation)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        var number = await CaseNumbers.TakeAsync(db, day, 1, cancellation).ConfigureAwait(false);
        if (opened.Type == CaseType.Dispute) opened.OwnerId = await DisputeAgentAsync(db, shop.Id, cancellation).ConfigureAwait(false);
        if (opened.Split is not null) opened.Past = await clocks.PastAsync(parent.File.Case, await loading.HistoryAsync(db, parent.File.Case.Id).ConfigureAwait(false), parent.Events[^1].At, cancellation).ConfigureAwait(false);
        // Whoever had the opening case may have left, or never have worked here.
        opened.IsUnowned = opened.OwnerId is null && parent.File.Case.OwnerId is { } owner && !await CaseReferences.MayOwnAsync(db, shop.Id, owner, cancellation).ConfigureAwait(false);
        var outcome = CaseActs.Open(opened, parent.File, number[0], parent.Events[^1].At, zone, settings);
        db.Add(outcome.File.Case);
        await SaveAsync(db, outcome, shop, [], now, cancellation).ConfigureAwait(false);
    }

    /// <summary>Who gets the shop's disputes, as long as he may own its cases.</summary>
    private static async Task<long?> DisputeAgentAsync(CasesDbContext db, long shopId, CancellationToken cancellation) =>
        await db.ShopStaffings.Where(s => s.ShopId == shopId).Select(s => s.DisputeAgentId).FirstOrDefaultAsync(cancellation).ConfigureAwait(false) is { } agent
            && await CaseReferences.MayOwnAsync(db, shopId, agent, cancellation).ConfigureAwait(false) ? agent : null;

    /// <summary>The system does something to another case of the shop. What its machine refuses, or what changes nothing, leaves it as it was.</summary>
    private async Task FollowAsync(CasesDbContext db, long caseId, CaseAct act, Shop shop, DateTime now, CancellationToken cancellation)
    {
        if (await loading.FindAsync(db, shop.Id, caseId, cancellation).ConfigureAwait(false) is not { } found) return;
        var file = await loading.LockedFileAsync(db, found, cancellation).ConfigureAwait(false);
        var wasOpen = found.Case.IsOpen;
        if (CaseActs.Decide(file, act, Actor.System, now, settings) is not CaseOutcome.Accepted { Events.Count: > 0 } accepted) return;
        var history = await loading.HistoryAsync(db, caseId).ConfigureAwait(false);
        await SaveAsync(db, accepted, shop, history, now, cancellation, found.HasWebhooks).ConfigureAwait(false);
        await FollowOnAsync(db, accepted, wasOpen, shop, now, cancellation).ConfigureAwait(false);
    }

    /// <summary>Open complaints that are linked with a return, exchange or reshipment which has just ended (workflow.md, "Fulfilling").</summary>
    private static Task<List<long>> WaitingForAsync(CasesDbContext db, Case ended, CancellationToken cancellation) =>
        ended.Type is CaseType.Return or CaseType.Exchange or CaseType.Reshipment
            ? db.CaseLinks.Where(l => l.OtherCaseId == ended.Id && l.Kind == LinkKind.Related)
                .Join(db.Cases, l => l.CaseId, c => c.Id, (l, c) => c)
                .Where(c => c.Type == CaseType.Complaint && c.Stage < Stage.Penalize).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellation)
            : Task.FromResult<List<long>>([]);

    /// <summary>What the ceilings of small claims have taken: of this agent on the shop's day, of this buyer in its month.</summary>
    private static async Task<SmallClaimsTaken> TakenAsync(CasesDbContext db, Case @case, long? agent, Shop shop, DateTime now, CancellationToken cancellation)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var local = TimeZoneInfo.ConvertTimeFromUtc(now, zone).Date;
        var day = TimeZoneInfo.ConvertTimeToUtc(local, zone);
        var month = TimeZoneInfo.ConvertTimeToUtc(new DateTime(local.Year, local.Month, 1, 0, 0, 0, DateTimeKind.Unspecified), zone);
        var granted = db.LedgerEntries.Where(e => e.ShopId == shop.Id && e.Purpose == LedgerPurpose.SmallClaim && e.Step == LedgerStep.Granted
            && !db.LedgerEntries.Any(w => w.CaseId == e.CaseId && w.PaymentId == e.PaymentId && w.Step == LedgerStep.Withdrawn));
        var ofAgent = await granted.Where(e => e.ActorId == agent && e.At >= day).Select(e => e.Amount).ToListAsync(cancellation).ConfigureAwait(false);
        var ofBuyer = @case.BuyerId is { } buyer
            ? await granted.Where(e => e.At >= month).Join(db.Cases.Where(c => c.ShopId == shop.Id && c.BuyerId == buyer), e => e.CaseId, c => c.Id, (e, c) => e.Amount).ToListAsync(cancellation).ConfigureAwait(false)
            : [];
        return new SmallClaimsTaken(ofAgent.Sum(), ofBuyer.Sum());
    }
}
