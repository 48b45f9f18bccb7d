using CsKpiCases.Data;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Responsibility;

/// <summary>What a supervisor needs to know to rule on a case.</summary>
/// <param name="Granted">Yuan given away by purpose: the suggested loss is their sum.</param>
/// <param name="Questions">What has not been ruled by a person since the case was last reopened.</param>
/// <param name="DueAt">When the ruling is due.</param>
public sealed record RulingCase(
    long Id, string Number, int Version, string Subject, CaseType Type, string? Cause, Grade Grade, Outcome Outcome, string State, Stage Stage, string? Owner, long? OwnerId,
    string? Solution, DateTime? ResolvedAt, DateTime? DueAt, IReadOnlyList<(LedgerPurpose Purpose, decimal Amount)> Granted, IReadOnlyList<RulingQuestion> Questions,
    IReadOnlyList<RulingRecord> Rulings, IReadOnlyList<(long Id, string Name)> Agents)
{
    public decimal SuggestedLoss => Granted.Sum(g => g.Amount);

    /// <summary>Offered from the case's grade; the supervisor decides.</summary>
    public Severity OfferedSeverity => Grade switch { Grade.A => Severity.A, Grade.B => Severity.B, Grade.C => Severity.C, _ => Severity.D };
}

/// <summary>Reads a case for its ruling.</summary>
public sealed class ReadRuling(IDbContextFactory<CasesDbContext> contexts)
{
    /// <summary>Null when the shop has no case of that number, or there is nothing to rule: it is still being worked on, withdrawn, or a duplicate.</summary>
    public async Task<RulingCase?> RunAsync(Shop shop, string number, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var @case = await db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.ShopId == shop.Id && c.Number == number, cancellation);
        if (@case is null || @case.IsOpen || @case.Outcome is Outcome.Duplicate or Outcome.Withdrawn) return null;
        var rulings = await db.Rulings.AsNoTracking().Include(r => r.Shares).Where(r => r.CaseId == @case.Id).OrderBy(r => r.Id).ToListAsync(cancellation);
        var ledger = await db.LedgerEntries.AsNoTracking().Where(e => e.CaseId == @case.Id).ToListAsync(cancellation);
        var agents = await AgentsAsync(db, shop.Id, @case, cancellation);
        return new RulingCase(
            @case.Id, @case.Number, @case.Version, @case.Subject, @case.Type, @case.Cause, @case.Grade, @case.Outcome, @case.State, @case.Stage,
            agents.Find(a => a.Id == @case.OwnerId).Name, @case.OwnerId, @case.ProposedSolution, @case.ResolvedAt,
            @case.Stage == Stage.Penalize && @case.SortDueAt != Case.Never ? @case.SortDueAt : null,
            [.. Enum.GetValues<LedgerPurpose>().Select(p => (p, LedgerSums.Granted(ledger.Where(e => e.Purpose == p)))).Where(g => g.Item2 > 0)],
            [.. Enum.GetValues<RulingQuestion>().Where(q => !rulings.Exists(r => r.Question == q && r.Run == @case.ReopenCount + 1 && !r.ByRule))],
            rulings,
            agents);
    }

    /// <summary>The shop's agents, and everybody who ever owned the case.</summary>
    private static async Task<List<(long Id, string Name)>> AgentsAsync(CasesDbContext db, long shopId, Case @case, CancellationToken cancellation)
    {
        var owners = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == @case.Id && e.OwnerId != null).Select(e => e.OwnerId!.Value).Distinct().ToListAsync(cancellation);
        if (@case.OwnerId is { } owner) owners.Add(owner);
        var people = await db.Users.AsNoTracking()
            .Where(a => owners.Contains(a.Id) || (!a.IsDisabled && db.Grants.Any(g => g.AccountId == a.Id && g.Role == Role.Agent && (g.ShopId == shopId || g.ShopId == null))))
            .Select(a => new { a.Id, a.DisplayName }).ToListAsync(cancellation);
        return [.. people.OrderByDescending(a => a.Id == @case.OwnerId).ThenByDescending(a => owners.Contains(a.Id)).ThenBy(a => a.DisplayName, StringComparer.Ordinal).Select(a => (a.Id, a.DisplayName))];
    }
}
