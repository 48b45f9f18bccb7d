using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CsKpiCases.Web.Features.ReturnVisits;

/// <summary>
/// Plans a return visit for each case that was resolved on a day, where the buyer's tier asks for one (workflow.md, "Return
/// visit"). It is the owner's, or somebody's to assign where he has left since. A case has one visit, however often the day is planned; a case that was reopened since has none yet.
/// </summary>
public sealed class PlanReturnVisits(IDbContextFactory<CasesDbContext> contexts, CaseStore store, Texts texts, IOptions<ReturnVisitSettings> settings)
{
    private static readonly TimeOnly DueAt = new(9, 0);
    private static readonly CaseType[] Visited = [CaseType.Complaint, CaseType.Return, CaseType.Exchange, CaseType.Reshipment];

    /// <summary>How many were planned.</summary>
    public async Task<int> RunAsync(Shop shop, DateOnly day, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var days = ReturnVisitSettings.Read(settings.Value.DaysByTier)!;
        if (days.Count == 0) return 0;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone);
        var planned = 0;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var owners = await CaseReferences.OwnersAsync(db, shop.Id, cancellation);
        foreach (var ended in await EndedAsync(db, shop, day, zone, cancellation))
        {
            if (!days.TryGetValue(ended.Tier ?? "", out var after)) continue;
            var visit = new LogCase(shop.Id, "", texts.In(Language.Chinese, "visit.subject", ended.Number), Channel.Phone)
            {
                Type = CaseType.ReturnVisit, PlannedFor = LocalDays.At(day.AddDays(after), DueAt, zone), GrewFromId = ended.Id, OwnerId = ended.OwnerId is { } owner && owners.Contains(owner) ? owner : null,
                TeamId = ended.TeamId, BuyerId = ended.BuyerId, OrderNumber = ended.OrderNumber, Category = ended.Category, Tier = ended.Tier,
            };
            if (await store.LogAsync(shop, visit, Actor.System, cancellation: cancellation) is CaseResult.Done) planned++;
        }

        return planned;
    }

    private static async Task<List<Ended>> EndedAsync(CasesDbContext db, Shop shop, DateOnly day, TimeZoneInfo zone, CancellationToken cancellation)
    {
        var (from, to) = (LocalDays.At(day, TimeOnly.MinValue, zone), LocalDays.At(day.AddDays(1), TimeOnly.MinValue, zone));
        return await db.Cases.AsNoTracking()
            .Where(c => c.ShopId == shop.Id && c.ResolvedAt >= from && c.ResolvedAt < to && c.Stage >= Stage.Penalize && c.IsScored && c.DuplicateOfId == null && Visited.Contains(c.Type)
                && c.Outcome != Outcome.Withdrawn && c.BuyerId != null && !db.Cases.Any(v => v.GrewFromId == c.Id && v.Type == CaseType.ReturnVisit))
            .OrderBy(c => c.Id)
            .Select(c => new Ended(c.Id, c.Number, c.OwnerId, c.TeamId, c.BuyerId, c.OrderNumber, c.Category, c.Tier ?? db.Buyers.Where(b => b.Id == c.BuyerId).Select(b => b.Tier).FirstOrDefault()))
            .ToListAsync(cancellation);
    }

    private sealed record Ended(long Id, string Number, long? OwnerId, long? TeamId, long? BuyerId, string? OrderNumber, string? Category, string? Tier);
}

/// <summary>Each morning, for the day before.</summary>
internal sealed class PlanReturnVisitsJob(PlanReturnVisits plan) : PeriodJob
{
    public override string Name => "return-visits";

    public override JobSchedule Schedule { get; } = JobSchedule.Daily(6, 0);

    public override async Task<long> RunAsync(JobTurn turn, CancellationToken cancellation) =>
        await plan.RunAsync(turn.Shop, LocalDays.TryParse(turn.Period, out var day) ? day : throw new FormatException($"'{turn.Period}' is no day."), cancellation);
}

/// <summary>Services of return visits.</summary>
public static class ReturnVisitServices
{
    public static IServiceCollection AddReturnVisits(this IServiceCollection services)
    {
        services.AddSingleton<PlanReturnVisits>();
        return services.AddPeriodJob<PlanReturnVisitsJob>();
    }
}
