using System.CommandLine;
using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.ClockAudit;
using CsKpiCases.Web.Hosting.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Commands;

/// <summary><c>verify clocks</c> and <c>verify scores</c>: compare what is stored with what it was made from, and change nothing.</summary>
internal static class VerifyCommand
{
    private static readonly Option<string?> ShopCode = new("--shop") { Description = "The shop's code; without it, every shop.", HelpName = "S" };

    public static Command Create() => new("verify", "Compare what is stored with what it was made from.")
    {
        new Command("clocks", "Recompute every clock from its case's history and list those that differ; exit code 1 when one does.") { ShopCode }.Reads(ClocksAsync),
        new Command("scores", "Recompute every stored score from the inputs stored with it and list those that differ; exit code 1 when one does.") { ShopCode }.Reads(ScoresAsync),
    };

    private static async Task<int> ScoresAsync(VerbRun run, CancellationToken cancellation)
    {
        var compared = 0;
        var differing = new List<DifferingScore>();
        foreach (var shop in await ShopsAsync(run, cancellation))
        {
            var found = await run.Use<AuditScores>().RunAsync(shop, cancellation);
            compared += found.Compared;
            differing.AddRange(found.Differing);
        }

        if (run.IsJson)
        {
            await run.Output.WriteJsonAsync(new { Scores = compared, Differ = differing.Count, Differences = differing });
        }
        else
        {
            await run.Output.WriteLineAsync(FormattableString.Invariant($"{compared} scores compared, {differing.Count} differ"));
            foreach (var one in differing) await run.Output.WriteLineAsync(one.ToString());
        }

        return differing.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<List<Shop>> ShopsAsync(VerbRun run, CancellationToken cancellation) => await NamedShops.FindAsync(run, ShopCode, cancellation) is { } named
        ? [named]
        : await run.Use<CasesDbContext>().Shops.AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancellation);

    private static async Task<int> ClocksAsync(VerbRun run, CancellationToken cancellation)
    {
        var found = AuditedClocks.None;
        foreach (var shop in await ShopsAsync(run, cancellation)) found = found.Plus(await run.Use<AuditClocks>().AllAsync(shop, cancellation));
        if (run.IsJson)
        {
            await run.Output.WriteJsonAsync(new { found.Cases, found.Clocks, found.Differ, Differences = found.First });
        }
        else
        {
            await run.Output.WriteLineAsync(FormattableString.Invariant($"{found.Clocks} clocks compared, {found.Differ} differ"));
            foreach (var differing in found.First) await run.Output.WriteLineAsync(differing.ToString());
            if (found.Differ > found.First.Count) await run.Output.WriteLineAsync(FormattableString.Invariant($"… and {found.Differ - found.First.Count} more"));
        }

        return found.Differ == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
