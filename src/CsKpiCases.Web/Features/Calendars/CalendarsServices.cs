using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Calendars;

/// <summary>The pages on which working calendars are read and changed.</summary>
public static class CalendarsServices
{
    public static IServiceCollection AddCalendars(this IServiceCollection services) => services
        .AddScoped<ReadCalendars>()
        .AddScoped<CheckCalendar>()
        .AddScoped<SaveCalendar>()
        .AddScoped<BuildCalendarPage>()
        .AddNavItem(new NavItem("calendars.title", "/sla/calendars", 75, user => SignedIn.From(user)?.CanAnywhere(Right.ReadReports) == true));

    /// <summary>The monthly look for a year that nobody has entered; apart, since jobs are listed in the order in which they are added.</summary>
    public static IServiceCollection AddYearNotices(this IServiceCollection services) => services.AddScoped<TellMissingYear>().AddPeriodJob<TellMissingYearJob>();
}
