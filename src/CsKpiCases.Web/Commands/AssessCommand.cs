using System.CommandLine;
using System.Globalization;
using CsKpiCases.Domain.Platforms;
using CsKpiCases.Web.Features.PlatformHealth;
using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Commands;

/// <summary><c>assess --platform P --date D</c>: a shop assessed by a platform's pack.</summary>
internal static class AssessCommand
{
    private static readonly Option<string> Platform = new("--platform") { Description = string.Join(", ", ShippedPacks.All.Select(p => p.Key)) + ".", Required = true, HelpName = "P" };
    private static readonly Option<string> Date = new("--date") { Description = "As of which day of the shop, yyyy-MM-dd.", Required = true, HelpName = "D" };
    private static readonly Option<string?> ShopCode = new("--shop") { Description = "The shop's code; without it, the only one.", HelpName = "S" };

    public static Command Create() => new Command("assess", "How a shop stands in a platform's own assessment.") { Platform, Date, ShopCode }.Reads(RunAsync);

    private static async Task<int> RunAsync(VerbRun run, CancellationToken cancellation)
    {
        var pack = ShippedPacks.Find(run.Parsed.GetRequiredValue(Platform))
            ?? throw new WrongUsageException($"--platform: there is no '{run.Parsed.GetValue(Platform)}'. There is: {string.Join(", ", ShippedPacks.All.Select(p => p.Key))}.");
        if (!LocalDays.TryParse(run.Parsed.GetRequiredValue(Date), out var date)) throw new WrongUsageException("--date must be a date such as 2026-10-01.");
        var shop = await NamedShops.OneAsync(run, ShopCode, cancellation);
        var assess = run.Use<AssessPlatform>();
        if (date > assess.Today(shop)) throw new WrongUsageException("--date must not be after today.");
        var assessment = await assess.RunAsync(shop, pack, date, cancellation);
        if (run.IsJson)
        {
            await run.Output.WriteJsonAsync(AssessmentAnswer.Of(shop, assessment));
            return ExitCode.Done;
        }

        var table = new TextTable("indicator", "from", "to", "value", "numerator", "denominator", "target", "met", "threshold", "hit", "headroom", "good needed");
        foreach (var l in assessment.Lines)
        {
            table.Add(
                l.Line, LocalDays.Text(l.From), LocalDays.Text(l.To), Number(l.Value), Number(l.Numerator), Number(l.Denominator), Number(l.Target), YesNo(l.TargetMet), Number(l.Threshold),
                YesNo(l.ThresholdHit), Number(l.Headroom), l.GoodNeeded);
        }

        await run.Output.WriteAsync(table.ToString());
        return ExitCode.Done;
    }

    private static string? Number(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture);

    private static string? YesNo(bool? said) => said switch { true => "yes", false => "no", null => null };
}
