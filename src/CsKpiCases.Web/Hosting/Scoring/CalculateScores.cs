using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Periods;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>What became of a calculation.</summary>
public enum CalculationOutcome
{
    /// <summary>A new revision was stored.</summary>
    Stored,

    /// <summary>The inputs are those of the newest revision: nothing to store.</summary>
    Unchanged,

    /// <summary>The month is approved or published: its figures stand.</summary>
    Locked,

    /// <summary>A later month is approved, and its pay and streaks stand on the months before it as they were: this one stays out.</summary>
    LaterApproved,

    /// <summary>The month is not over; its score is a preview.</summary>
    NotOver,
}

/// <summary>A calculation and the revision that stands after it; no revision for a month that is not over.</summary>
public sealed record ScoreCalculation(CalculationOutcome Outcome, int? Revision, MonthScores? Scores);

/// <summary>
/// Calculates a shop's month and stores it as an immutable, numbered snapshot. Running it again on the same inputs leaves
/// things as they are; late facts give a further revision until the month is published.
/// </summary>
public sealed class CalculateScores(IDbContextFactory<CasesDbContext> contexts, ComputeScores compute, CaseWriter writer, IdSource ids, TimeProvider clock)
{
    private const int MostAttempts = 5;

    public async Task<ScoreCalculation> RunAsync(Shop shop, CalendarMonth month, long? byId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        for (var attempt = 1; ; attempt++)
        {
            var seen = await NewestAsync(shop.Id, month, cancellation);
            var scores = await compute.RunAsync(shop, month, cancellation);
            if (Period.Of(month, zone).ToUtc > clock.GetUtcNow().UtcDateTime) return new ScoreCalculation(CalculationOutcome.NotOver, null, scores);
            try
            {
                var stored = await writer.WriteAsync((db, token) => StoreAsync(db, shop.Id, scores, seen, byId, token), cancellation);
                // somebody stored a revision while these were counted, perhaps from later facts: count again
                if (stored is not null) return stored;
                if (attempt == MostAttempts) throw new TimeoutException($"The scores of {month} were stored by somebody else each time they were counted.");
            }
            catch (Exception e) when (attempt < MostAttempts && Collisions.IsUniqueViolation(e))
            {
                // another node stored this revision at the same moment: look at what it left
            }
        }
    }

    private async Task<int> NewestAsync(long shopId, CalendarMonth month, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var text = month.ToString();
        return await db.ScoreSnapshots.Where(s => s.ShopId == shopId && s.Month == text).MaxAsync(s => (int?)s.Revision, cancellation) ?? 0;
    }

    /// <summary>Null when a revision is there that was not when counting began: an older count never becomes the newest.</summary>
    private async Task<ScoreCalculation?> StoreAsync(CasesDbContext db, long shopId, MonthScores scores, int seen, long? byId, CancellationToken cancellation)
    {
        await PeriodRows.LockAsync(db, shopId, cancellation);
        var month = scores.Month.ToString();
        var newest = await db.ScoreSnapshots.AsNoTracking().Where(s => s.ShopId == shopId && s.Month == month).OrderByDescending(s => s.Revision).FirstOrDefaultAsync(cancellation);
        var now = Instants.Cut(clock.GetUtcNow().UtcDateTime);
        var period = await PeriodRows.TrackedAsync(db, ids, shopId, month, now, cancellation);
        if (newest is { IsPublished: true } || PeriodTable.Find(period.State, PeriodTrigger.Calculate) is not { } move) return new ScoreCalculation(CalculationOutcome.Locked, newest?.Revision, scores);
        if (period.State == PeriodState.Open && await db.ScorePeriods.AnyAsync(p => p.ShopId == shopId && p.Month.CompareTo(month) > 0 && p.State >= PeriodState.Approved, cancellation)) return new ScoreCalculation(CalculationOutcome.LaterApproved, null, scores);
        if (newest is not null && newest.InputHash.AsSpan().SequenceEqual(scores.InputHash)) return new ScoreCalculation(CalculationOutcome.Unchanged, newest.Revision, scores);
        if ((newest?.Revision ?? 0) != seen) return null;
        var snapshot = new ScoreSnapshot
        {
            Id = ids.Next(),
            ShopId = shopId,
            Month = month,
            Revision = (newest?.Revision ?? 0) + 1,
            Scheme = scores.Rules.Names,
            CreatedAt = now,
            CreatedById = byId,
            InputHash = scores.InputHash,
        };
        db.Add(snapshot);
        PeriodRows.Move(db, ids, period, move.To, now, byId, null);
        period.SnapshotId = snapshot.Id;
        db.AddRange(scores.Cards.Select(card => RowOf(snapshot, card)));
        db.AddRange(scores.Pay.Select(slip => new PaySlip { Id = ids.Next(), SnapshotId = snapshot.Id, ShopId = shopId, AccountId = slip.Facts.AccountId, Total = slip.Total, Document = slip.ToJson() }));
        await db.SaveChangesAsync(cancellation);
        return new ScoreCalculation(CalculationOutcome.Stored, snapshot.Revision, scores);
    }

    private AgentScore RowOf(ScoreSnapshot snapshot, ScoreCard card)
    {
        var document = CardDocument.Of(card);
        return new AgentScore
        {
            Id = ids.Next(),
            SnapshotId = snapshot.Id,
            ShopId = snapshot.ShopId,
            AccountId = document.AccountId,
            Base = document.Base,
            Deductions = document.Deductions,
            Additional = document.Additional,
            Final = document.Final,
            BonusGrade = document.BonusGrade,
            BonusAmount = document.BonusAmount,
            PostGrade = document.PostGrade,
            InputHash = Convert.FromHexString(card.InputHash),
            Inputs = InputDocument.Of(card.Inputs).ToJson(),
            Card = document.ToJson(),
        };
    }
}
