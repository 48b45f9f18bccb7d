using CsKpiCases.Data;
using CsKpiCases.Domain.Platforms;
using CsKpiCases.Domain.Scoring.Facts;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.PlatformHealth;

/// <summary>
/// A shop's facts of a window, streamed through the formulas: narrow rows by the index of their instant, one pass for all lines
/// that look at the same instant over the same days.
/// </summary>
/// <param name="db">The store.</param>
/// <param name="shopId">Whose.</param>
/// <param name="zone">The shop's.</param>
/// <param name="now">UTC; what comes later is not known yet.</param>
internal sealed class PackFacts(CasesDbContext db, long shopId, TimeZoneInfo zone, DateTime now)
{
    /// <summary>Until when a window is known: its end, its date's, or now.</summary>
    public DateTime KnownUntil(AssessmentWindow window) => window.In(zone).ToUtc is var end && end < now ? end : now;

    /// <summary>Counts the facts of a window for some lines of the same basis.</summary>
    public Task CountAsync(FactBasis basis, AssessmentWindow window, IReadOnlyList<(Formula Formula, Counter Counter)> lines, CancellationToken cancellation)
    {
        var until = KnownUntil(window);
        return basis switch
        {
            FactBasis.Figure => Task.CompletedTask,
            FactBasis.RatedAt => FeedAsync(Ratings(window).Select(r => new Rating { Stars = r.Stars, Reason = r.Reason }), lines, until, cancellation),
            FactBasis.ChattedOn => FeedAsync(
                Chats(window).Select(c => new ChatFact
                {
                    ChattedOn = c.ChattedOn, PlatformBuyerId = c.PlatformBuyerId, ConsultedAt = c.ConsultedAt, Sessions = c.Sessions, HumanSessions = c.HumanSessions,
                    RepliedIn2Minutes = c.RepliedIn2Minutes, RepliedIn3Minutes = c.RepliedIn3Minutes, FirstReplySeconds = c.FirstReplySeconds,
                    AverageReplySeconds = c.AverageReplySeconds, IsUnreplied = c.IsUnreplied,
                }),
                lines, until, cancellation),
            FactBasis.PromisedAt or FactBasis.ShippedAt => FeedAsync(
                Shipments(basis, window).Select(s => new Shipment
                {
                    OrderNumber = s.OrderNumber, PromisedAt = s.PromisedAt, ShippedAt = s.ShippedAt, PickedUpAt = s.PickedUpAt, RefundAppliedAt = s.RefundAppliedAt,
                }),
                lines, until, cancellation),
            _ => FeedAsync(
                Applications(basis, window).Select(a => new AfterSalesApplication
                {
                    OrderNumber = a.OrderNumber, Kind = a.Kind, AppliedAt = a.AppliedAt, FirstHandledAt = a.FirstHandledAt, ConsentedAt = a.ConsentedAt, ReturnSentAt = a.ReturnSentAt,
                    ReturnSignedAt = a.ReturnSignedAt, ReceiptHandledAt = a.ReceiptHandledAt, ClosedAt = a.ClosedAt, IsRefunded = a.IsRefunded, DisputedAt = a.DisputedAt,
                    RuledAt = a.RuledAt, IsSellersFault = a.IsSellersFault,
                }),
                lines, until, cancellation),
        };
    }

    /// <summary>What a line is set against in a window; null: nothing is, or it is not known.</summary>
    public async Task<long?> AgainstAsync(Against against, AssessmentWindow window, CancellationToken cancellation)
    {
        if (against == Against.None) return null;
        var (from, until) = (window.In(zone).FromUtc, KnownUntil(window));
        if (against == Against.PaidOrders) return await db.Orders.LongCountAsync(o => o.ShopId == shopId && o.PaidAt >= from && o.PaidAt < until, cancellation);
        var last = window.LastKnown;
        var cards = await db.ShopFigures.AsNoTracking()
            .Where(f => f.ShopId == shopId && f.Indicator == FigureKeys.RatingCards && f.AgentId == null && f.From >= window.From && f.To >= window.From && f.To <= last)
            .ToListAsync(cancellation);
        return WindowFigures.Sum(cards, window.From, last);
    }

    /// <summary>The shop's imported figures of some indicators that can belong to windows of a date.</summary>
    public async Task<ILookup<string, ShopFigure>> FiguresAsync(IReadOnlyList<string> indicators, IReadOnlyList<AssessmentWindow> windows, CancellationToken cancellation)
    {
        var (first, last) = (windows.Min(w => w.To).AddDays(-WindowFigures.LatestBefore), windows.Max(w => w.To));
        var earliest = windows.Min(w => w.From).AddDays(-WindowFigures.LatestBefore);
        first = earliest < first ? earliest : first;
        var figures = await db.ShopFigures.AsNoTracking()
            .Where(f => f.ShopId == shopId && EF.Parameter(indicators).Contains(f.Indicator) && f.AgentId == null && f.To >= first && f.To <= last && f.From >= earliest)
            .ToListAsync(cancellation);
        return figures.ToLookup(f => f.Indicator, StringComparer.Ordinal);
    }

    /// <summary>Rows of a window that a line counts, newest first, below an id; bad ones alone or all.</summary>
    public Task<List<BehindRow>> ListAsync(PackLine line, AssessmentWindow window, bool badOnly, long? after, int most, CancellationToken cancellation) => line.Formula.Basis switch
    {
        FactBasis.Figure => Task.FromResult(new List<BehindRow>()),
        FactBasis.RatedAt => TakeAsync(Ratings(window).Where(r => after == null || r.Id < after).OrderByDescending(r => r.Id), BehindRow.Of, line, window, badOnly, most, cancellation),
        FactBasis.ChattedOn => TakeAsync(Chats(window).Where(c => after == null || c.Id < after).OrderByDescending(c => c.Id), BehindRow.Of, line, window, badOnly, most, cancellation),
        FactBasis.PromisedAt or FactBasis.ShippedAt =>
            TakeAsync(Shipments(line.Formula.Basis, window).Where(s => after == null || s.Id < after).OrderByDescending(s => s.Id), BehindRow.Of, line, window, badOnly, most, cancellation),
        _ => TakeAsync(Applications(line.Formula.Basis, window).Where(a => after == null || a.Id < after).OrderByDescending(a => a.Id), BehindRow.Of, line, window, badOnly, most, cancellation),
    };

    /// <summary>The paid orders that disputes and refunds are set against, newest first, below an id.</summary>
    public async Task<List<BehindRow>> PaidOrdersAsync(AssessmentWindow window, long? after, int most, CancellationToken cancellation)
    {
        var (from, until) = (window.In(zone).FromUtc, KnownUntil(window));
        var orders = await db.Orders.AsNoTracking().Where(o => o.ShopId == shopId && o.PaidAt >= from && o.PaidAt < until && (after == null || o.Id < after))
            .OrderByDescending(o => o.Id).Take(most).Select(o => new { o.Id, o.Number, o.PaidAt }).ToListAsync(cancellation);
        return orders.ConvertAll(o => new BehindRow(o.Id, o.Number) { From = o.PaidAt });
    }

    private IQueryable<Rating> Ratings(AssessmentWindow window)
    {
        var (from, until) = (window.In(zone).FromUtc, KnownUntil(window));
        return db.Ratings.AsNoTracking().Where(r => r.ShopId == shopId && r.RatedAt >= from && r.RatedAt < until);
    }

    private IQueryable<ChatFact> Chats(AssessmentWindow window)
    {
        var (from, to) = (window.From, window.LastKnown);
        return db.ChatFacts.AsNoTracking().Where(c => c.ShopId == shopId && c.ChattedOn >= from && c.ChattedOn <= to);
    }

    private IQueryable<Shipment> Shipments(FactBasis basis, AssessmentWindow window)
    {
        var (from, until) = (window.In(zone).FromUtc, KnownUntil(window));
        var shipments = db.Shipments.AsNoTracking().Where(s => s.ShopId == shopId);
        return basis == FactBasis.PromisedAt ? shipments.Where(s => s.PromisedAt >= from && s.PromisedAt < until) : shipments.Where(s => s.ShippedAt >= from && s.ShippedAt < until);
    }

    private IQueryable<AfterSalesApplication> Applications(FactBasis basis, AssessmentWindow window)
    {
        var (from, until) = (window.In(zone).FromUtc, KnownUntil(window));
        var applications = db.AfterSalesApplications.AsNoTracking().Where(a => a.ShopId == shopId);
        return basis switch
        {
            FactBasis.AppliedAt => applications.Where(a => a.AppliedAt >= from && a.AppliedAt < until),
            FactBasis.ClosedAt => applications.Where(a => a.ClosedAt >= from && a.ClosedAt < until),
            FactBasis.DisputedAt => applications.Where(a => a.DisputedAt >= from && a.DisputedAt < until),
            _ => applications.Where(a => a.ReturnSignedAt >= from && a.ReturnSignedAt < until),
        };
    }

    private static async Task FeedAsync<TFact>(IQueryable<TFact> facts, IReadOnlyList<(Formula Formula, Counter Counter)> lines, DateTime until, CancellationToken cancellation)
    {
        var formulas = lines.Select(l => (((Formula<TFact>)l.Formula).Of, l.Counter)).ToList();
        await foreach (var fact in facts.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            foreach (var (of, counter) in formulas)
            {
                if (of(fact, until) is { } measured) counter.Add(measured);
            }
        }
    }

    private async Task<List<BehindRow>> TakeAsync<TFact>(
        IQueryable<TFact> facts, Func<TFact, PackLine, BehindRow> row, PackLine line, AssessmentWindow window, bool badOnly, int most, CancellationToken cancellation)
    {
        var (of, until) = (((Formula<TFact>)line.Formula).Of, KnownUntil(window));
        var rows = new List<BehindRow>();
        await foreach (var fact in facts.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (of(fact, until) is not { } measured) continue;
            var isBad = measured.Bad > 0 || (line.Formula.Counting == Counting.Mean && line.Target is { } target && measured.Seconds > target * line.SecondsOfUnit * measured.Good);
            if (badOnly && !isBad) continue;
            rows.Add(row(fact, line) with { IsBad = isBad, Seconds = line.Formula.Counting == Counting.Mean ? measured.Seconds / Math.Max(1, measured.Good) : null });
            if (rows.Count == most) break;
        }

        return rows;
    }
}
