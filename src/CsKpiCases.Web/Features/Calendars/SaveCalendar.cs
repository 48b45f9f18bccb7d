using CsKpiCases.Data;
using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Calendars;

/// <summary>How a saving ended.</summary>
public enum CalendarEnd
{
    Saved,

    /// <summary>The version in force says the same.</summary>
    Unchanged,
    Refused,

    /// <summary>Somebody else has saved a version meanwhile.</summary>
    Stale,

    /// <summary>It times the cases of a shop in which the person has no right to edit.</summary>
    OutOfReach,
}

public sealed record SavedCalendar(CalendarEnd End, CheckedCalendar Checked);

/// <summary>Makes a new version of one calendar and of the policies that use it; open clocks follow in the background (sla.md, rule 11).</summary>
public sealed class SaveCalendar(CheckCalendar check, PublishVersions publish, FollowInBackground follow, ShopBook shops, AuditLog audit, TimeProvider clock)
{
    /// <param name="document">A file of one calendar.</param>
    /// <param name="name">Null: a new calendar.</param>
    /// <param name="baseId">The version that the editor saw.</param>
    /// <param name="by">Who saves.</param>
    /// <param name="cancellation">Before it is written.</param>
    public async Task<SavedCalendar> RunAsync(string document, string? name, long? baseId, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(by);
        var found = await check.RunAsync(document, name, cancellation);
        if (found.Calendar is not { } calendar) return new SavedCalendar(CalendarEnd.Refused, found);
        if (!by.MayEdit(await shops.AllAsync(cancellation), found.Users)) return new SavedCalendar(CalendarEnd.OutOfReach, found);
        var published = await publish.RunAsync(
            new NewTerms([], [calendar], by.AccountId, Instants.Cut(clock.GetUtcNow().UtcDateTime)), cancellation,
            async (db, token) => await InForceAsync(db, calendar.Name!, token) == baseId,
            (db, _) => audit.Add(db, Acting.Of(by), "calendar_saved", null, calendar.Name!, new { isNew = baseId is null }));
        if (published is null) return new SavedCalendar(CalendarEnd.Stale, found);
        if (published.Added.Count + published.Changed.Count == 0) return new SavedCalendar(CalendarEnd.Unchanged, found);
        if (published.Superseded.Count > 0) follow.Begin();
        return new SavedCalendar(CalendarEnd.Saved, found);
    }

    private static Task<long?> InForceAsync(CasesDbContext db, string name, CancellationToken cancellation) =>
        db.CalendarVersions.Where(c => c.Name == name && c.IsCurrent).Select(c => (long?)c.Id).SingleOrDefaultAsync(cancellation);
}
