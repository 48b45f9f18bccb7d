using System.CommandLine;
using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.ClockAudit;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Commands;

/// <summary><c>verify clocks</c>: compares every stored clock with the history of its case, and changes nothing.</summary>
internal static class VerifyCommand
{
    private static readonly Option<string?> ShopCode = new("--shop") { Description = "The shop's code; without it, every shop.", HelpName = "S" };

    public static Command Create() => new("verify", "Compare what is stored with what it was made from.")
    {
        new Command("clocks", "Recompute every clock from its case's history and list those that differ; exit code 1 when one does.") { ShopCode }.Reads(ClocksAsync),
    };

    private static async Task<int> ClocksAsync(VerbRun run, CancellationToken cancellation)
    {
        List<Shop> shops = await NamedShops.FindAsync(run, ShopCode, cancellation) is { } named
            ? [named]
            : await run.Use<CasesDbContext>().Shops.AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancellation);
        var found = AuditedClocks.None;
        foreach (var shop in shops) found = found.Plus(await run.Use<AuditClocks>().AllAsync(shop, cancellation));
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
