using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Web.Hosting.Jobs;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Commands;

/// <summary><c>score</c>: calculates a month, stores it when it is over, and prints it.</summary>
internal static class ScoreCommand
{
    private static readonly Option<string> Month = new("--month") { Description = "The month, yyyy-MM.", Required = true, HelpName = "M" };
    private static readonly Option<string?> ShopCode = new("--shop") { Description = "The shop's code; without it, every shop.", HelpName = "S" };
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static Command Create() =>
        new Command("score", "Calculate a month's scores; those of a month that is over are stored.") { Month, ShopCode }.Does(RunAsync);

    private static async Task<int> RunAsync(VerbRun run, CancellationToken cancellation)
    {
        if (!CalendarMonth.TryParse(run.Parsed.GetRequiredValue(Month), out var month)) throw new WrongUsageException("--month must be yyyy-MM.");
        List<Shop> shops = await NamedShops.FindAsync(run, ShopCode, cancellation) is { } named
            ? [named]
            : await run.Use<CasesDbContext>().Shops.AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancellation);
        var answers = new List<object>();
        foreach (var shop in shops) answers.Add(await CalculateAsync(run, shop, month, cancellation));
        if (run.IsJson) await run.Output.WriteLineAsync(JsonSerializer.Serialize(new { month = month.ToString(), shops = answers }, Indented));
        return ExitCode.Done;
    }

    private static async Task<object> CalculateAsync(VerbRun run, Shop shop, CalendarMonth month, CancellationToken cancellation)
    {
        await run.Use<JobRunner>().SettleAsync(shop, cancellation);
        var result = await run.Use<CalculateScores>().RunAsync(shop, month, null, cancellation);
        // A published month is shown as it was published, whatever is computed today.
        var (_, cards) = result.Outcome == CalculationOutcome.NotOver
            ? (null!, [.. result.Scores!.Cards.Select(CardDocument.Of).OrderByDescending(c => c.Final ?? -1).ThenBy(c => c.AccountId)])
            : await run.Use<ReadScores>().TeamAsync(shop, month, cancellation);
        var names = await run.Use<ReadScores>().NamesAsync([.. cards.Select(c => c.AccountId)], cancellation);
        string Name(CardDocument card) => names.GetValueOrDefault(card.AccountId, "?");
        if (!run.IsJson) await PrintAsync(run.Output, shop, month, result, cards, Name);
        return new
        {
            shop = shop.Code,
            state = TextOf(result.Outcome),
            revision = result.Revision,
            agents = cards.Select(card => new
            {
                agent = Name(card), card.AccountId, lines = card.Lines.Select(l => new { l.Indicator, l.Value, l.Score, l.Weight, l.Points }),
                card.Base, card.Deductions, card.Additional, card.Final, card.BonusGrade, card.BonusRatio, card.BonusAmount, card.PostGrade,
            }),
        };
    }

    private static async Task PrintAsync(TextWriter output, Shop shop, CalendarMonth month, ScoreCalculation result, IReadOnlyList<CardDocument> cards, Func<CardDocument, string> name)
    {
        await output.WriteLineAsync($"{shop.Code} {month} {TextOf(result.Outcome)}{(result.Revision is { } revision ? " revision " + revision.ToString(CultureInfo.InvariantCulture) : "")}");
        await output.WriteLineAsync($"{"base",8} {"deduct",8} {"add",8} {"final",8} {"bonus",5} {"pays",9}  agent");
        foreach (var card in cards)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{card.Base,8:0.00} {card.Deductions,8:0.00} {card.Additional,8:0.00} {card.Final,8:0.00} {card.BonusGrade ?? "-",5} {card.BonusAmount,9:0.00}  {name(card)}"));
        }
    }

    private static string TextOf(CalculationOutcome outcome) => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());
}
