using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Exports;

/// <summary>Writes policies, calendars and cases into files: those that imports read back, and tables for people.</summary>
public sealed class ExportFile(PolicyBook policies, IDbContextFactory<CasesDbContext> contexts)
{
    /// <summary>What can be exported.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["policies", "calendars", "cases"];

    /// <summary>Exports; returns how many records were written.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="path">For cases its ending decides: .csv, .xlsx or .json.</param>
    /// <param name="shop">Code of a shop, for cases; null: all.</param>
    /// <param name="cancellation">Leaves no file.</param>
    public async Task<long> RunAsync(string kind, string path, string? shop, CancellationToken cancellation = default)
    {
        var part = path + ".part";
        try
        {
            var count = kind switch
            {
                "policies" => await PoliciesAsync(part, cancellation),
                "calendars" => await CalendarsAsync(part, cancellation),
                "cases" => await new CaseTable(contexts).WriteAsync(part, Path.GetExtension(path), shop, cancellation),
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of export."),
            };
            File.Move(part, path, overwrite: true);
            return count;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private async Task<long> PoliciesAsync(string path, CancellationToken cancellation)
    {
        var pages = await policies.ReadAsync(cancellation);
        await File.WriteAllTextAsync(path, pages.PolicyFileText(), cancellation);
        return pages.Current.Count;
    }

    private async Task<long> CalendarsAsync(string path, CancellationToken cancellation)
    {
        var pages = await policies.ReadAsync(cancellation);
        await File.WriteAllTextAsync(path, pages.CalendarFileText(), cancellation);
        return pages.Calendars.Count;
    }
}
