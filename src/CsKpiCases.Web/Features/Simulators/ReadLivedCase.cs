using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Simulators;

/// <summary>A real case: all of its clocks as the engine has them, and one of them as a list of events.</summary>
/// <param name="Runs">Every run of every clock, settled now.</param>
/// <param name="Clock">The clock that is told as events.</param>
/// <param name="Target">What it was held against last.</param>
/// <param name="Policy">Whose target that is.</param>
public sealed record LivedCase(string Number, string Subject, IReadOnlyList<Clock> Runs, string Clock, Target Target, Policy Policy, LivedEvents Events)
{
    /// <summary>The clocks that can be tried by hand.</summary>
    public IReadOnlyList<string> Clocks => [.. Runs.Where(CanTry).Select(r => r.Name).Distinct()];

    /// <summary>A platform's deadline is an instant: there is no length to try on it.</summary>
    public static bool CanTry(Clock run) => run is { Target: { IsPlatformDeadline: false } };
}

/// <summary>Reads a case of a shop for the simulator. Another shop's is not there.</summary>
public sealed class ReadLivedCase(CasesDbContext db, CaseLoading loading, ClockKeeping clocks, TimeProvider time)
{
    /// <summary>Null when the shop has no such case, or it has no clock that can be tried.</summary>
    public async Task<LivedCase?> FindAsync(Shop shop, string number, string clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var found = await db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.ShopId == shop.Id && c.Number == number, cancellation);
        if (found is null) return null;
        var events = await loading.HistoryAsync(db, found.Id);
        var now = Instants.Cut(time.GetUtcNow().UtcDateTime);
        var lived = await clocks.ComputeAsync(found, events, now, cancellation);
        var tryable = lived.Clocks.Where(LivedCase.CanTry).ToList();
        var name = tryable.Exists(r => r.Name == clock) ? clock : tryable.Exists(r => r.Name == ClockNames.Resolution) ? ClockNames.Resolution : tryable.FirstOrDefault()?.Name;
        if (name is null) return null;
        var runs = tryable.FindAll(r => r.Name == name);
        return new LivedCase(found.Number, found.Subject, lived.Clocks, name, runs[^1].Target!, lived.Policy, LivedEvents.Of(runs));
    }
}
