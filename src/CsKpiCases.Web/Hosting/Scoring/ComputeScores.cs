using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Hosting.Scoring.Facts;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>A shop's month, computed.</summary>
/// <param name="Month">Which.</param>
/// <param name="Scheme">By what.</param>
/// <param name="AsOf">UTC: the store as it was then.</param>
/// <param name="Cards">By account.</param>
/// <param name="InputHash">SHA-256 over the agents' input hashes: the same inputs give the same hash.</param>
public sealed record MonthScores(CalendarMonth Month, Scheme Scheme, DateTime AsOf, IReadOnlyList<ScoreCard> Cards, byte[] InputHash);

/// <summary>Computes the scores of all agents of a shop's month from the store, and stores nothing.</summary>
public sealed class ComputeScores(IDbContextFactory<CasesDbContext> contexts, ScoringSettings settings, TimeProvider clock)
{
    public async Task<MonthScores> RunAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var asOf = clock.GetUtcNow().UtcDateTime;
        var period = Period.Of(month, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var moment = await db.BeginReadAsync(cancellation);
        var facts = await GatherFacts.RunAsync(db, shop, period, asOf, cancellation);
        var cards = facts.Select(agent => ScoreCard.Compute(new ScoreInputs
        {
            ShopId = shop.Id,
            AccountId = agent.Key,
            Month = month,
            Scheme = settings.Scheme,
            Deductions = settings.Deductions,
            Facts = agent.Value,
        })).ToList();
        return new MonthScores(month, settings.Scheme, asOf, cards, HashOf(month, cards));
    }

    private static byte[] HashOf(CalendarMonth month, IEnumerable<ScoreCard> cards)
    {
        var text = new StringBuilder(month.ToString());
        foreach (var card in cards) text.Append(CultureInfo.InvariantCulture, $"\n{card.Inputs.AccountId} {card.InputHash}");
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
