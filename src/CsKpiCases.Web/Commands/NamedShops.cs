using System.CommandLine;
using CsKpiCases.Data;
using CsKpiCases.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Commands;

/// <summary>The shops that <c>--shop</c> means.</summary>
internal static class NamedShops
{
    private const int MostNamed = 20;

    /// <summary>The shop of that code; null without the option.</summary>
    /// <exception cref="WrongUsageException">There is none of that code.</exception>
    public static async Task<Shop?> FindAsync(VerbRun run, Option<string?> option, CancellationToken cancellation)
    {
        if (run.Parsed.GetValue(option) is not { } code) return null;
        var shops = run.Use<CasesDbContext>().Shops.AsNoTracking();
        return await shops.SingleOrDefaultAsync(s => s.Code == code, cancellation) ?? throw Unknown(code, await CodesAsync(shops, cancellation));
    }

    /// <summary>The shop of that code; without the option the only one.</summary>
    /// <exception cref="WrongUsageException">There is none of that code, none at all, or several and no option.</exception>
    public static async Task<Shop> OneAsync(VerbRun run, Option<string?> option, CancellationToken cancellation)
    {
        if (await FindAsync(run, option, cancellation) is { } named) return named;
        var shops = run.Use<CasesDbContext>().Shops.AsNoTracking();
        return await shops.OrderBy(s => s.Code).Take(2).ToListAsync(cancellation) switch
        {
            [var only] => only,
            [] => throw new WrongUsageException("There is no shop yet."),
            _ => throw new WrongUsageException($"There are several shops: name one with --shop ({await CodesAsync(shops, cancellation)})."),
        };
    }

    private static WrongUsageException Unknown(string code, string codes) =>
        new(codes.Length == 0 ? $"There is no shop '{code}', nor any other." : $"There is no shop '{code}'. There is: {codes}.");

    private static async Task<string> CodesAsync(IQueryable<Shop> shops, CancellationToken cancellation)
    {
        var codes = await shops.OrderBy(s => s.Code).Select(s => s.Code).Take(MostNamed + 1).ToListAsync(cancellation);
        return string.Join(", ", codes.Take(MostNamed)) + (codes.Count > MostNamed ? ", …" : "");
    }
}
