using CsKpiCases.Data;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Scores;

/// <summary>A day of chats with a buyer behind a score.</summary>
public sealed record ChatSource(long Id, DateOnly On, string Buyer, int Sessions, int? InTwoMinutes, int? InThreeMinutes, long? FirstSeconds, long? AverageSeconds, bool IsUnreplied);

/// <summary>An order behind a score.</summary>
public sealed record OrderSource(long Id, string Number, DateTime PlacedAt, DateTime? PaidAt, decimal PaidAmount, int Items, bool IsWonBack, bool IsLost);

/// <summary>A mark behind a score.</summary>
public sealed record MarkSource(long Id, DateTime At, int Points, string Reason);

/// <summary>An imported figure behind a score, with the file that it came with.</summary>
public sealed record FigureSource(long Id, DateOnly From, DateOnly To, decimal Value, decimal? Numerator, decimal? Denominator, string? File);

/// <summary>The imported facts and marks behind figures, by their ids, newest first.</summary>
internal static class ReadFactSources
{
    public static Task<List<ChatSource>> ChatsAsync(CasesDbContext db, long shopId, List<long> ids, CancellationToken cancellation) =>
        db.ChatFacts.AsNoTracking().Where(c => c.ShopId == shopId && ids.Contains(c.Id)).OrderByDescending(c => c.Id)
            .Select(c => new ChatSource(c.Id, c.ChattedOn, c.PlatformBuyerId, c.HumanSessions ?? c.Sessions, c.RepliedIn2Minutes, c.RepliedIn3Minutes, c.FirstReplySeconds, c.AverageReplySeconds, c.IsUnreplied))
            .ToListAsync(cancellation);

    public static Task<List<OrderSource>> OrdersAsync(CasesDbContext db, long shopId, List<long> ids, CancellationToken cancellation) =>
        db.Orders.AsNoTracking().Where(o => o.ShopId == shopId && ids.Contains(o.Id)).OrderByDescending(o => o.Id)
            .Select(o => new OrderSource(o.Id, o.Number, o.PlacedAt, o.PaidAt, o.PaidAmount, o.Lines.Sum(l => l.Quantity), o.IsWonBack, o.ClosedUnpaidAt != null))
            .ToListAsync(cancellation);

    public static Task<List<MarkSource>> MarksAsync(CasesDbContext db, long shopId, List<long> ids, CancellationToken cancellation) =>
        db.Marks.AsNoTracking().Where(m => m.ShopId == shopId && ids.Contains(m.Id)).OrderByDescending(m => m.Id)
            .Select(m => new MarkSource(m.Id, m.MarkedAt, m.Points, m.Reason)).ToListAsync(cancellation);

    public static Task<List<FigureSource>> FiguresAsync(CasesDbContext db, long shopId, List<long> ids, CancellationToken cancellation) =>
        db.ShopFigures.AsNoTracking().Where(f => f.ShopId == shopId && ids.Contains(f.Id)).OrderByDescending(f => f.Id)
            .Select(f => new FigureSource(f.Id, f.From, f.To, f.Value, f.Numerator, f.Denominator, db.ImportRuns.Where(r => r.Id == f.ImportId).Select(r => r.FileName).FirstOrDefault()))
            .ToListAsync(cancellation);
}
