using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Registers;

/// <summary>Platform deadlines of the next day, soonest first, with what happens at zero.</summary>
public sealed class PlatformDeadlinesToday : Register
{
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(24);

    public override string Key => "deadlines";
    public override bool HasPeriod => false;
    public override IReadOnlyList<string> Columns => ["case", "subject", "due", "what", "at-zero", "owner"];

    public override async Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation)
    {
        var (until, after) = (query.Now + Ahead, query.After ?? new RegisterPlace(DateTime.UnixEpoch, 0));
        var rows = await db.PlatformDeadlines
            .Where(d => d.ShopId == query.ShopId && d.MetAt == null && d.WithdrawnAt == null && d.MissedAt == null && d.DueAt <= until
                && (d.DueAt > after.At || (d.DueAt == after.At && d.Id > after.Id)))
            .Join(db.Cases.Named(db, query), d => d.CaseId, c => c.Id, (d, c) => new { d, c.Number, c.Subject, c.OwnerId })
            .OrderBy(r => r.d.DueAt).ThenBy(r => r.d.Id).Take(query.Take)
            .Select(r => new { r.d.Id, r.d.CaseId, r.d.DueAt, r.d.What, r.d.AtZero, r.Number, r.Subject, Owner = db.Users.Where(u => u.Id == r.OwnerId).Select(u => u.DisplayName).FirstOrDefault() })
            .ToListAsync(cancellation);
        return [.. rows.Select(r => new RegisterRow(new RegisterPlace(r.DueAt, r.Id), r.CaseId, r.Number,
            [Cell.Of(r.Number), Cell.Of(r.Subject), Cell.Due(r.DueAt), Cell.Of(words.Said(r.What)), Cell.Of(words.Said(r.AtZero)), Cell.Of(r.Owner)]))];
    }
}

/// <summary>Buyers who owe a tracking number; all of them can be reminded at once.</summary>
public sealed class OwingTracking : Register
{
    public override string Key => "owing-tracking";
    public override bool HasPeriod => false;
    public override IReadOnlyList<string> Columns => ["case", "subject", "buyer", "order", "since", "due", "owner"];
    public override IReadOnlyList<RegisterAct> Acts => [new("remind", Right.WorkCases, s => new FireTrigger(Triggers.Remind) { Note = s.Note })];

    public override async Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation)
    {
        var after = query.After ?? new RegisterPlace(DateTime.UnixEpoch, 0);
        var rows = await db.Cases.Named(db, query)
            .Where(c => c.State == ReturnedGoods.AwaitingReturn && c.Stage < Stage.Penalize && (c.SortDueAt > after.At || (c.SortDueAt == after.At && c.Id > after.Id)))
            .OrderBy(c => c.SortDueAt).ThenBy(c => c.Id).Take(query.Take)
            .Select(c => new
            {
                c.Id, c.Number, c.Subject, c.OrderNumber, c.StateEnteredAt, c.SortDueAt, c.TimerDueAt,
                Buyer = db.Buyers.Where(b => b.Id == c.BuyerId).Select(b => b.PlatformBuyerId).FirstOrDefault(),
                Owner = db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
            }).ToListAsync(cancellation);
        return [.. rows.Select(c => new RegisterRow(new RegisterPlace(c.SortDueAt, c.Id), c.Id, c.Number,
            [Cell.Of(c.Number), Cell.Of(c.Subject), Cell.Of(c.Buyer), Cell.Of(c.OrderNumber), Cell.When(c.StateEnteredAt), Cell.Due(c.TimerDueAt), Cell.Of(c.Owner)]))];
    }
}

/// <summary>Parcels on their way without a scan for a day, by courier: asked for, and answered, many at once.</summary>
public sealed class ParcelsToChase : Register
{
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(24);

    public override string Key => "chase";
    public override bool HasPeriod => false;
    public override IReadOnlyList<string> Columns => ["case", "courier", "tracking", "direction", "last-scan", "chased", "state"];

    public override IReadOnlyList<RegisterAct> Acts =>
    [
        new("chased", Right.WorkCases, s => s.State == LogisticsWorkflow.Chasing ? new FireTrigger(Triggers.AskCourier) { Note = s.Note } : new TrackParcel(s.SubjectId, ParcelStep.Chased) { Note = s.Note }) { AsksForNote = true },
        new("moving", Right.WorkCases, s => s.State == LogisticsWorkflow.AwaitingCourier ? new FireTrigger(Triggers.Moving) { Note = s.Note } : new TrackParcel(s.SubjectId, ParcelStep.CourierAnswered) { Note = s.Note }) { AsksForNote = true },
    ];

    public override async Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation)
    {
        var (before, after) = (query.Now - Quiet, query.After ?? new RegisterPlace(DateTime.UnixEpoch, 0));
        var rows = await db.Parcels
            .Where(p => p.ShopId == query.ShopId && p.SignedAt == null && p.LostAt == null && p.CancelledAt == null && p.TrackingNumber != null
                && (p.LastScanAt ?? p.CreatedAt) <= before && (p.CreatedAt > after.At || (p.CreatedAt == after.At && p.Id > after.Id)))
            .Join(db.Cases.Named(db, query).Where(c => c.Stage < Stage.Penalize), p => p.CaseId, c => c.Id, (p, c) => new { p, c.Number, c.State })
            .OrderBy(r => r.p.CreatedAt).ThenBy(r => r.p.Id).Take(query.Take).ToListAsync(cancellation);
        return [.. rows.Select(r => new RegisterRow(new RegisterPlace(r.p.CreatedAt, r.p.Id), r.p.CaseId, r.Number,
            [Cell.Of(r.Number), Cell.Of(r.p.Courier), Cell.Of(r.p.TrackingNumber), Cell.Of(words.Named("direction.", r.p.Direction)), Cell.When(r.p.LastScanAt), Cell.When(r.p.ChasedAt), Cell.Of(words.State(r.State))])
            { SubjectId = r.p.Id })];
    }
}

/// <summary>Promises that are open, soonest first.</summary>
public sealed class PromisesDue : Register
{
    public override string Key => "promises";
    public override bool HasPeriod => false;
    public override IReadOnlyList<string> Columns => ["case", "promise", "what", "amount", "due", "owed-by", "owner"];
    public override IReadOnlyList<RegisterAct> Acts => [new("kept", Right.WorkCases, s => new KeepPromise(s.SubjectId) { Reference = s.Note }) { AsksForNote = true }];

    public override async Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation)
    {
        var after = query.After ?? new RegisterPlace(DateTime.UnixEpoch, 0);
        var rows = await db.Promises
            .Where(p => p.ShopId == query.ShopId && p.KeptAt == null && p.CancelledAt == null && (p.DueAt > after.At || (p.DueAt == after.At && p.Id > after.Id)))
            .Join(db.Cases.Named(db, query), p => p.CaseId, c => c.Id, (p, c) => new { p, c.Number, c.OwnerId })
            .OrderBy(r => r.p.DueAt).ThenBy(r => r.p.Id).Take(query.Take)
            .Select(r => new { r.p, r.Number, Owner = db.Users.Where(u => u.Id == r.OwnerId).Select(u => u.DisplayName).FirstOrDefault() }).ToListAsync(cancellation);
        return [.. rows.Select(r => new RegisterRow(new RegisterPlace(r.p.DueAt, r.p.Id), r.p.CaseId, r.Number,
            [Cell.Of(r.Number), Cell.Of(words.Named("promise_kind.", r.p.Kind)), Cell.Of(r.p.What), Cell.Yuan(r.p.Amount > 0 ? r.p.Amount : null), Cell.Due(r.p.DueAt), Cell.Of(words.Waits(r.p.OwedBy)), Cell.Of(r.Owner)])
            { SubjectId = r.p.Id, Amount = r.p.Amount })];
    }
}

/// <summary>What lay open yesterday already and nobody has touched since.</summary>
public sealed class Leftovers : Register
{
    public override string Key => "leftovers";
    public override bool HasPeriod => false;
    public override IReadOnlyList<string> Columns => ["case", "subject", "state", "waits", "last-act", "due", "owner"];

    public override async Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation)
    {
        var after = query.After ?? new RegisterPlace(DateTime.UnixEpoch, 0);
        // The first instant of today stands in the period's end.
        var rows = await db.Cases.Named(db, query)
            .Where(c => c.Stage < Stage.Penalize && c.LastEventAt < query.To && c.WaitsOn != Wait.Buyer && c.WaitsOn != Wait.Courier && c.WaitsOn != Wait.Platform
                && (c.SortDueAt > after.At || (c.SortDueAt == after.At && c.Id > after.Id)))
            .OrderBy(c => c.SortDueAt).ThenBy(c => c.Id).Take(query.Take)
            .Select(c => new { c.Id, c.Number, c.Subject, c.State, c.WaitsOn, c.LastEventAt, c.SortDueAt, Owner = db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.DisplayName).FirstOrDefault() })
            .ToListAsync(cancellation);
        return [.. rows.Select(c => new RegisterRow(new RegisterPlace(c.SortDueAt, c.Id), c.Id, c.Number,
            [Cell.Of(c.Number), Cell.Of(c.Subject), Cell.Of(words.State(c.State)), Cell.Of(words.Waits(c.WaitsOn)), Cell.When(c.LastEventAt), Cell.Due(c.SortDueAt), Cell.Of(c.Owner)]))];
    }
}

/// <summary>Resolved cases that wait for their ruling: what is nobody's fault is closed many at once.</summary>
public sealed class ReadyToClose : Register
{
    public override string Key => "ready-to-close";
    public override bool HasPeriod => false;
    public override IReadOnlyList<string> Columns => ["case", "subject", "type", "outcome", "resolved", "granted", "owner"];
    public override IReadOnlyList<RegisterAct> Acts => [new("close", Right.RuleResponsibility, s => new RuleResponsibility(Nobody(s.Note))) { AsksForNote = true }];

    public override async Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation)
    {
        var after = query.After ?? new RegisterPlace(DateTime.UnixEpoch, 0);
        var rows = await db.Cases.Named(db, query)
            .Where(c => c.Stage == Stage.Penalize && c.Id > after.Id).OrderBy(c => c.Id).Take(query.Take)
            .Select(c => new
            {
                c.Id, c.Number, c.Subject, c.Type, c.Outcome, c.ResolvedAt, Owner = db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
                Ledger = db.LedgerEntries.Where(e => e.CaseId == c.Id).ToList(),
            }).AsNoTracking().AsSplitQuery().ToListAsync(cancellation);
        return [.. rows.Select(c => new RegisterRow(new RegisterPlace(c.ResolvedAt ?? query.Now, c.Id), c.Id, c.Number,
            [Cell.Of(c.Number), Cell.Of(c.Subject), Cell.Of(words.Named("case.type.", c.Type)), Cell.Of(words.Named("outcome.", c.Outcome)), Cell.When(c.ResolvedAt), Cell.Yuan(LedgerSums.Granted(c.Ledger) is > 0 and var sum ? sum : null), Cell.Of(c.Owner)]))];
    }

    private static RulingDraft Nobody(string? reason) => new()
    {
        Question = RulingQuestion.Caused, Loss = 0, Severity = Severity.D, Reason = string.IsNullOrWhiteSpace(reason) ? null : reason, Evidence = reason,
        Shares = [new PartyShareDraft(Party.Nobody, null, 10_000)],
    };
}

/// <summary>Cases whose state is not the one that the platform's last word stands for.</summary>
public sealed class PlatformDiffers : Register
{
    public override string Key => "platform-differs";
    public override bool HasPeriod => false;
    public override IReadOnlyList<string> Columns => ["case", "subject", "state", "platform-word", "platform-state", "said", "owner"];

    public override async Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation)
    {
        var after = query.After ?? new RegisterPlace(DateTime.UnixEpoch, 0);
        var rows = await db.Cases.Named(db, query)
            .Where(c => c.PlatformState != null && c.PlatformState != c.State && !EF.Parameter(PlatformStandings.Agreeing).Contains(c.PlatformState + PlatformStandings.Separator + c.State) && c.Stage < Stage.Closed && (c.PlatformSaidAt > after.At || (c.PlatformSaidAt == after.At && c.Id > after.Id)))
            .OrderBy(c => c.PlatformSaidAt).ThenBy(c => c.Id).Take(query.Take)
            .Select(c => new { c.Id, c.Number, c.Subject, c.State, c.PlatformWord, c.PlatformState, c.PlatformSaidAt, Owner = db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.DisplayName).FirstOrDefault() })
            .ToListAsync(cancellation);
        return [.. rows.Select(c => new RegisterRow(new RegisterPlace(c.PlatformSaidAt!.Value, c.Id), c.Id, c.Number,
            [Cell.Of(c.Number), Cell.Of(c.Subject), Cell.Of(words.State(c.State)), Cell.Of(c.PlatformWord), Cell.Of(words.State(c.PlatformState!)), Cell.When(c.PlatformSaidAt), Cell.Of(c.Owner)]))];
    }
}

/// <summary>Parcels that were scanned here and belong to nobody.</summary>
public sealed class OrphanPile : Register
{
    public override string Key => "orphans";
    public override bool HasPeriod => false;
    public override IReadOnlyList<string> Columns => ["tracking", "hint", "scanned", "scanned-by"];

    public override async Task<IReadOnlyList<RegisterRow>> ReadAsync(CasesDbContext db, RegisterQuery query, RegisterWords words, CancellationToken cancellation)
    {
        var after = query.After ?? new RegisterPlace(DateTime.UnixEpoch, 0);
        var rows = await db.OrphanParcels
            .Where(p => p.ShopId == query.ShopId && p.CaseId == null && (query.Text == null || p.TrackingNumber == query.Text) && (p.ScannedAt > after.At || (p.ScannedAt == after.At && p.Id > after.Id)))
            .OrderBy(p => p.ScannedAt).ThenBy(p => p.Id).Take(query.Take)
            .Select(p => new { p.Id, p.TrackingNumber, p.Hint, p.ScannedAt, By = db.Users.Where(u => u.Id == p.ScannedById).Select(u => u.DisplayName).FirstOrDefault() }).ToListAsync(cancellation);
        return [.. rows.Select(p => new RegisterRow(new RegisterPlace(p.ScannedAt, p.Id), 0, "", [Cell.Of(p.TrackingNumber) with { Href = "/scan?q=" + Uri.EscapeDataString(p.TrackingNumber) }, Cell.Of(p.Hint), Cell.When(p.ScannedAt), Cell.Of(p.By)]))];
    }
}
