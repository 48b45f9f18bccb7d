using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Platforms;
using CsKpiCases.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.PlatformHealth;

/// <summary>Assesses a shop by a platform's pack as of a date, from the facts as the store has them now.</summary>
public sealed class AssessPlatform(IDbContextFactory<CasesDbContext> contexts, TimeProvider clock)
{
    /// <summary>The assessment; every line of the pack is in it, without a value where there is no data.</summary>
    /// <param name="shop">Whose.</param>
    /// <param name="pack">By which pack.</param>
    /// <param name="date">A local date, not after today.</param>
    /// <param name="cancellation">Given up.</param>
    public async Task<Assessment> RunAsync(Shop shop, PlatformPack pack, DateOnly date, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(pack);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var reading = await db.BeginReadAsync(cancellation);
        var facts = FactsOf(db, shop);
        var windows = pack.Lines.Select(l => l.Window).Distinct().ToDictionary(kind => kind, kind => AssessmentWindow.Of(kind, date));
        var figures = await facts.FiguresAsync([.. pack.Lines.Select(l => l.Indicator.Key).Distinct()], [.. windows.Values], cancellation);
        var against = new Dictionary<(Against, WindowKind), long?>();
        var assessed = new Dictionary<string, LineAssessment>();
        foreach (var group in pack.Lines.GroupBy(l => (l.Formula.Basis, l.Window)))
        {
            var window = windows[group.Key.Window];
            var counted = group.Select(line => (Line: line, Counter: new Counter(line.Formula.Counting))).ToList();
            await facts.CountAsync(group.Key.Basis, window, counted.ConvertAll(c => (c.Line.Formula, c.Counter)), cancellation);
            foreach (var (line, counter) in counted)
            {
                var key = (line.Formula.Against, line.Window);
                if (!against.TryGetValue(key, out var known)) against[key] = known = await facts.AgainstAsync(line.Formula.Against, window, cancellation);
                assessed[line.Key] = AssessLine.Of(line, window, counter.Sum(known), WindowFigures.Choose(figures[line.Indicator.Key], window));
            }
        }

        return new Assessment(pack.Key, date, [.. pack.Lines.Select(line => assessed[line.Key])]);
    }

    /// <summary>Today in the shop's calendar.</summary>
    public DateOnly Today(Shop shop)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return LocalDays.Of(clock.GetUtcNow().UtcDateTime, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
    }

    internal PackFacts FactsOf(CasesDbContext db, Shop shop) => new(db, shop.Id, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone), clock.GetUtcNow().UtcDateTime);
}
