using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Scores;

/// <summary>A rating behind a score.</summary>
public sealed record RatingSource(long Id, int Stars, DateTime At, string? Reason, string? CaseNumber);

/// <summary>A case behind a score. <paramref name="Counts"/>: resolved in the period and not reopened; null where that is not asked.</summary>
public sealed record CaseSource(long Id, string Number, string Subject, string State, Stage Stage, DateTime? ResolvedAt, bool? Counts);

/// <summary>A clock behind a score, with where its counted time went.</summary>
/// <param name="OwnSeconds">Of it, counted while the agent owned the case on shift and it waited on him.</param>
public sealed record ClockSource(
    long Id, string CaseNumber, string Clock, int Run, ClockState State, DateTime? JudgedAt, long ElapsedSeconds, long OwnSeconds, long? GoalSeconds, long? LimitSeconds);

/// <summary>A penalty behind a score.</summary>
public sealed record PenaltySource(long Id, string CaseNumber, Severity Severity, PenaltyState State, decimal Amount, DateTime? DecidedAt, string? Reason);

/// <summary>One page of what a figure was counted from.</summary>
/// <param name="Line">The figure's key.</param>
/// <param name="Total">How many sources it has.</param>
/// <param name="NextAfter">Where the next page begins; null on the last.</param>
public sealed record SourcePage(
    string Line, int Total, long? NextAfter, IReadOnlyList<RatingSource> Ratings, IReadOnlyList<CaseSource> Cases, IReadOnlyList<ClockSource> Clocks, IReadOnlyList<PenaltySource> Penalties)
{
    public IReadOnlyList<ChatSource> Chats { get; init; } = [];
    public IReadOnlyList<OrderSource> Orders { get; init; } = [];
    public IReadOnlyList<MarkSource> Marks { get; init; } = [];
    public IReadOnlyList<FigureSource> Figures { get; init; } = [];

    /// <summary>The figure itself; null for what is no indicator.</summary>
    public IndicatorFact? Fact { get; init; }

    public int Shown => Ratings.Count + Cases.Count + Clocks.Count + Penalties.Count + Chats.Count + Orders.Count + Marks.Count + Figures.Count;
}

/// <summary>Opens a figure of a score: the cases, ratings, clocks, chats, orders and so on that it was counted from, by their kept ids.</summary>
public sealed class ReadSources(IDbContextFactory<CasesDbContext> contexts)
{
    public const string Penalties = "penalties";
    private const int PageSize = 50;

    /// <summary>A page of one figure's sources, newest first.</summary>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    public async Task<SourcePage> RunAsync(Shop shop, long accountId, AgentFacts facts, string line, long? after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(facts);
        var fact = line is Penalties or SourceKinds.Chats ? null : facts.Of(line);
        var all = line == Penalties ? [.. facts.Penalties.Select(p => p.PenaltyId)] : fact?.SourceIds ?? facts.ChatIds;
        List<long> ids = [.. all.Where(id => after is null || id < after).OrderDescending().Take(PageSize + 1)];
        long? next = ids.Count > PageSize ? ids[PageSize - 1] : null;
        ids = [.. ids.Take(PageSize)];
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var page = new SourcePage(line, all.Count, next, [], [], [], []) { Fact = fact };
        return SourceKinds.Of(line, fact?.IsImported == true) switch
        {
            SourceKind.Ratings => page with { Ratings = await RatingsAsync(db, shop.Id, ids, cancellation) },
            SourceKind.Cases => page with { Cases = await CasesAsync(db, shop.Id, ids, line.EndsWith("_completion_rate", StringComparison.Ordinal) || line == "resolution_rate" ? facts.Resolution.ResolvedCaseIds.ToHashSet() : null, cancellation) },
            SourceKind.Penalties => page with { Penalties = await PenaltiesAsync(db, shop.Id, ids, cancellation) },
            SourceKind.Chats => page with { Chats = await ReadFactSources.ChatsAsync(db, shop.Id, ids, cancellation) },
            SourceKind.Orders => page with { Orders = await ReadFactSources.OrdersAsync(db, shop.Id, ids, cancellation) },
            SourceKind.Marks => page with { Marks = await ReadFactSources.MarksAsync(db, shop.Id, ids, cancellation) },
            SourceKind.Figures => page with { Figures = await ReadFactSources.FiguresAsync(db, shop.Id, ids, cancellation) },
            _ => page with { Clocks = await ClocksAsync(db, shop.Id, accountId, ids, cancellation) },
        };
    }

    /// <summary>Numbers of cases by id.</summary>
    public async Task<IReadOnlyDictionary<long, string>> CaseNumbersAsync(Shop shop, IEnumerable<long> caseIds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var ids = caseIds.Distinct().ToList();
        if (ids.Count == 0) return new Dictionary<long, string>();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Cases.AsNoTracking().Where(c => c.ShopId == shop.Id && ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Number, cancellation);
    }

    private static Task<List<RatingSource>> RatingsAsync(CasesDbContext db, long shopId, List<long> ids, CancellationToken cancellation) =>
        db.Ratings.AsNoTracking().Where(r => r.ShopId == shopId && ids.Contains(r.Id)).OrderByDescending(r => r.Id)
            .Select(r => new RatingSource(r.Id, r.Stars, r.RatedAt, r.Reason, db.Cases.Where(c => c.Id == r.CaseId).Select(c => c.Number).FirstOrDefault()))
            .ToListAsync(cancellation);

    private static async Task<List<CaseSource>> CasesAsync(CasesDbContext db, long shopId, List<long> ids, HashSet<long>? counting, CancellationToken cancellation)
    {
        var rows = await db.Cases.AsNoTracking().Where(c => c.ShopId == shopId && ids.Contains(c.Id)).OrderByDescending(c => c.Id)
            .Select(c => new CaseSource(c.Id, c.Number, c.Subject, c.State, c.Stage, c.FirstResolvedAt, null)).ToListAsync(cancellation);
        return counting is null ? rows : rows.ConvertAll(row => row with { Counts = counting.Contains(row.Id) });
    }

    private static Task<List<ClockSource>> ClocksAsync(CasesDbContext db, long shopId, long accountId, List<long> ids, CancellationToken cancellation) =>
        db.CaseClocks.AsNoTracking().Where(k => k.ShopId == shopId && ids.Contains(k.Id)).OrderByDescending(k => k.Id)
            .Join(db.Cases, k => k.CaseId, c => c.Id, (k, c) => new { Clock = k, c.Number })
            .Select(x => new ClockSource(
                x.Clock.Id, x.Number, x.Clock.Clock, x.Clock.Run, x.Clock.State, x.Clock.JudgedAt, x.Clock.ElapsedSeconds,
                db.CaseClockSegments.Where(s => s.ClockId == x.Clock.Id && s.IsRunning && s.IsOnShift && s.OwnerId == accountId && s.WaitsOn == Wait.Agent).Sum(s => s.CountedSeconds),
                x.Clock.GoalSeconds, x.Clock.LimitSeconds))
            .ToListAsync(cancellation);

    private static Task<List<PenaltySource>> PenaltiesAsync(CasesDbContext db, long shopId, List<long> ids, CancellationToken cancellation) =>
        db.Penalties.AsNoTracking().Where(p => p.ShopId == shopId && ids.Contains(p.Id)).OrderByDescending(p => p.Id)
            .Join(db.Cases, p => p.CaseId, c => c.Id, (p, c) => new { Penalty = p, c.Number })
            .Select(x => new PenaltySource(x.Penalty.Id, x.Number, x.Penalty.Severity, x.Penalty.State, x.Penalty.ReducedTo ?? x.Penalty.Amount, x.Penalty.DecidedAt, x.Penalty.DecisionReason))
            .ToListAsync(cancellation);
}
