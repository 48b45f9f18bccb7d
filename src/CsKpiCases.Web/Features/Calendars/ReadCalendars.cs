using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Calendars;

/// <summary>A calendar in the list.</summary>
/// <param name="Years">The years whose holidays should be known and are not, or not all.</param>
public sealed record CalendarLine(WorkingCalendar Calendar, int Version, DateTime Since, string? By, IReadOnlyList<string> Policies, IReadOnlyList<SlaWarning> Years);

/// <summary>A version of a calendar, and what it changed against the version before it.</summary>
public sealed record CalendarVersionLine(long Id, int Version, bool IsCurrent, DateTime At, string? By, IReadOnlyList<CalendarChange> Changes);

/// <summary>A stored calendar with its versions, newest first.</summary>
/// <param name="Open">Open cases of the reader's shops that run under policies that use it.</param>
public sealed record StoredCalendar(WorkingCalendar Calendar, CalendarVersion Row, IReadOnlyList<CalendarVersionLine> Versions, IReadOnlyList<Policy> Users, int Open);

/// <summary>Reads the calendars, and one with its history.</summary>
public sealed class ReadCalendars(CasesDbContext db, PolicyBook book, PublishVersions publish, TimeProvider clock)
{
    public async Task<IReadOnlyList<CalendarLine>> AllAsync(CancellationToken cancellation)
    {
        var pages = await book.ReadAsync(cancellation);
        var rows = await db.CalendarVersions.AsNoTracking().Where(c => c.IsCurrent)
            .Select(c => new { c.Name, c.Version, c.CreatedAt, By = db.Users.Where(a => a.Id == c.CreatedById).Select(a => a.DisplayName).FirstOrDefault() }).ToListAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        return
        [
            .. from row in rows.OrderBy(r => r.Name, StringComparer.Ordinal)
               let calendar = pages.Calendars.GetValueOrDefault(row.Name)
               where calendar is not null
               select new CalendarLine(
                   calendar, row.Version, row.CreatedAt, row.By, [.. CheckCalendar.UsersOf(pages, row.Name).Select(p => p.Name)], SlaWarnings.OfYears(calendar, "", now)),
        ];
    }

    public async Task<StoredCalendar?> FindAsync(string name, IReadOnlyList<Shop> shops, CancellationToken cancellation)
    {
        var rows = await db.CalendarVersions.AsNoTracking().Where(c => c.Name == name).OrderByDescending(c => c.Version)
            .Select(c => new { Row = c, By = db.Users.Where(a => a.Id == c.CreatedById).Select(a => a.DisplayName).FirstOrDefault() }).ToListAsync(cancellation);
        if (rows.Find(r => r.Row.IsCurrent) is not { } current) return null;
        var calendars = rows.Select(r => CalendarFile.Parse(r.Row.Document, r.Row.CreatedAt, new FieldErrors())[0]).ToList();
        var lines = rows.Select((r, i) => new CalendarVersionLine(
            r.Row.Id, r.Row.Version, r.Row.IsCurrent, r.Row.CreatedAt, r.By, i + 1 < rows.Count ? CalendarDifference.Between(calendars[i + 1], calendars[i]) : [])).ToList();
        var users = CheckCalendar.UsersOf(await book.ReadAsync(cancellation), name);
        var names = users.Select(p => p.Name).ToList();
        var versions = await db.PolicyVersions.Where(p => names.Contains(p.Name)).Select(p => p.Id).ToListAsync(cancellation);
        var open = await publish.CountOpenAsync([.. shops.Select(s => s.Id)], versions, cancellation);
        return new StoredCalendar(calendars[rows.IndexOf(current)], current.Row, lines, users, open);
    }
}
