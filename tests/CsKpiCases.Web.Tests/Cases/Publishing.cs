using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Cases;

/// <summary>New versions of policies and calendars, as an import of them makes them.</summary>
internal static class Publishing
{
    /// <summary>The policy that a case is under, with other targets for their clocks.</summary>
    public static Task<PublishedVersions> PublishAsync(this StoreHost host, Case @case, params Target[] targets) =>
        host.PublishAsync(@case, () => Task.CompletedTask, targets);

    /// <summary>As the other; <paramref name="held"/> runs before the commit.</summary>
    public static async Task<PublishedVersions> PublishAsync(this StoreHost host, Case @case, Func<Task> held, params Target[] targets)
    {
        var book = await host.Provider.GetRequiredService<PolicyBook>().ReadAsync([@case.PolicyVersionId!.Value], default);
        var policy = book.Find(@case.PolicyVersionId.Value)!;
        var changed = new Policy { Name = policy.Name, Order = policy.Order, Match = policy.Match, Targets = [.. policy.Targets.Where(t => !targets.Any(n => n.Clock == t.Clock)), .. targets] };
        return await host.PublishAsync([changed], held);
    }

    public static Task<PublishedVersions> PublishAsync(this StoreHost host, IReadOnlyList<Policy> policies, Func<Task>? held = null) =>
        host.Provider.GetRequiredService<CaseWriter>().WriteAsync(async (db, token) =>
        {
            var published = await host.Provider.GetRequiredService<PolicyShelf>().PublishAsync(db, policies, null, host.Clock.Now, token);
            await (held?.Invoke() ?? Task.CompletedTask);
            return published;
        });

    /// <summary>China's calendar with more days off.</summary>
    public static Task<PublishedVersions> PublishHolidaysAsync(this StoreHost host, params DateOnly[] holidays)
    {
        var china = ShippedCalendars.China.Hours!;
        var weekly = Enum.GetValues<DayOfWeek>().ToDictionary(d => d, china.WindowsOf);
        var hours = new WorkingHours(china.Zone, weekly, [.. china.Holidays, .. holidays], china.Workdays, china.WorkdayHours);
        var calendar = new WorkingCalendar(hours, ShippedCalendars.ChinaName, ShippedCalendars.China.HolidaysKnownUntil);
        return host.Provider.GetRequiredService<CaseWriter>().WriteAsync((db, token) =>
            host.Provider.GetRequiredService<PolicyShelf>().PublishAsync(db, [calendar], null, host.Clock.Now, token));
    }

    public static Task<int> FollowAsync(this StoreHost host, PublishedVersions published) =>
        host.Provider.GetRequiredService<FollowPolicies>().RunAsync(published.Superseded, default);
}
