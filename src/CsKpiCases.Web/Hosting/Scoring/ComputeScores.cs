using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Web.Hosting.Scoring.Facts;
using CsKpiCases.Web.Hosting.Scoring.Pay;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Scoring;

/// <summary>A shop's month, computed.</summary>
/// <param name="Month">Which.</param>
/// <param name="Rules">By what.</param>
/// <param name="AsOf">UTC: the store as it was then.</param>
/// <param name="Cards">By account.</param>
/// <param name="Pay">In the order of the cards.</param>
/// <param name="InputHash">SHA-256 over the agents' input hashes and their pay: the same inputs give the same hash.</param>
public sealed record MonthScores(CalendarMonth Month, MonthRules Rules, DateTime AsOf, IReadOnlyList<ScoreCard> Cards, IReadOnlyList<PayDocument> Pay, byte[] InputHash);

/// <summary>Computes the scores of all agents of a shop's month from the store, and stores nothing.</summary>
public sealed class ComputeScores(IDbContextFactory<CasesDbContext> contexts, TimeProvider clock)
{
    public async Task<MonthScores> RunAsync(Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var asOf = clock.GetUtcNow().UtcDateTime;
        var period = Period.Of(month, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var moment = await db.BeginReadAsync(cancellation);
        var facts = await GatherFacts.RunAsync(db, shop, period, asOf, cancellation);
        var rules = await RuleBook.ReadAsync(db, shop, month, cancellation);
        var cards = facts.Select(agent => ScoreCard.Compute(rules.InputsOf(shop.Id, agent.Key, agent.Value))).ToList();
        var pay = await GatherPay.RunAsync(db, shop.Id, period, rules, cards, cancellation);
        return new MonthScores(month, rules, asOf, cards, pay, HashOf(month, cards, pay));
    }

    /// <summary>
    /// The cards of days that are no month, by the rules of the month in which they begin: what is counted once a month
    /// (penalties, additions, adjustments) is left out, and a month's quantities are asked for in proportion.
    /// </summary>
    /// <param name="days">Which; its month names the rules.</param>
    /// <param name="dayCount">How many days that is.</param>
    public async Task<IReadOnlyList<ScoreCard>> OfDaysAsync(Shop shop, Period days, int dayCount, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(days);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var moment = await db.BeginReadAsync(cancellation);
        var facts = await GatherFacts.RunAsync(db, shop, days, clock.GetUtcNow().UtcDateTime, cancellation);
        var rules = await RuleBook.ReadAsync(db, shop, days.Month, cancellation);
        var share = new Attendance(DateTime.DaysInMonth(days.Month.Year, days.Month.Month), dayCount);
        return [.. facts.Select(agent => ScoreCard.Compute(rules.InputsOf(shop.Id, agent.Key, agent.Value with { Penalties = [], Additions = [], Adjustments = [], Attendance = share })))];
    }

    private static byte[] HashOf(CalendarMonth month, IEnumerable<ScoreCard> cards, IEnumerable<PayDocument> pay)
    {
        var text = new StringBuilder(month.ToString());
        foreach (var card in cards) text.Append(CultureInfo.InvariantCulture, $"\n{card.Inputs.AccountId} {card.InputHash}");
        text.Append(CultureInfo.InvariantCulture, $"\npay {Convert.ToHexStringLower(PayDocument.HashOf(pay))}");
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
