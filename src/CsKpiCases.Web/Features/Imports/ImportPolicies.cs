using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports.Reading;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Policies and calendars: a changed document of a known name makes a new version, and open cases follow it.</summary>
internal sealed class ImportPolicies(ImportSession session)
{
    private const long LargestDocument = 10 * 1024 * 1024;

    public async Task RunAsync(bool arePolicies, CancellationToken cancellation)
    {
        if (new FileInfo(session.Request.Path).Length > LargestDocument) throw new UnreadableFileException("A file of policies or calendars has at most 10 MB.");
        var json = await File.ReadAllTextAsync(session.Request.Path, await TextEncodings.OfAsync(session.Request.Path, cancellation), cancellation);
        var book = await session.Store.Policies.ReadAsync(cancellation);
        var policies = arePolicies ? PolicyFile.Parse(json, book.Calendars.GetValueOrDefault, session.Now, session.Errors) : [];
        var calendars = arePolicies ? [] : CalendarFile.Parse(json, session.Now, session.Errors);
        if (session.Errors.Count > 0) return;
        session.Result.Read = policies.Count + calendars.Count;
        var published = session.IsDryRun ? await TryAsync(policies, calendars, cancellation) : await PublishAsync(policies, calendars, cancellation);
        (session.Result.Added, session.Result.Changed, session.Result.Unchanged) = (published.Added.Count, published.Changed.Count, published.Unchanged.Count);
        if (published.Changed.Count > 0) session.Result.Remarks.Add($"New versions: {string.Join(", ", published.Changed)}.");
        if (session.IsDryRun || await session.Store.Follow.RunAsync(await LeftAsync(cancellation), cancellation) is not (> 0 and var followed)) return;
        session.Result.Remarks.Add($"{followed} open cases follow the new versions.");
    }

    /// <summary>Every version that is not in force: a killed import may have left cases under one that it had superseded.</summary>
    private async Task<List<long>> LeftAsync(CancellationToken cancellation)
    {
        await using var db = session.Open();
        return await db.PolicyVersions.Where(p => !p.IsCurrent).Select(p => p.Id).ToListAsync(cancellation);
    }

    private async Task<PublishedVersions> PublishAsync(IReadOnlyList<Policy> policies, IReadOnlyList<WorkingCalendar> calendars, CancellationToken cancellation)
    {
        var published = await session.Store.Writer.WriteAsync(
            (db, token) => policies.Count > 0
                ? session.Store.Shelf.PublishAsync(db, policies, session.Request.ById, session.Now, token)
                : session.Store.Shelf.PublishAsync(db, calendars, session.Request.ById, session.Now, token),
            cancellation);
        // Again, now that it is committed: somebody may have read the old versions in between.
        session.Store.Policies.Forget();
        return published;
    }

    /// <summary>What publishing would do, in a transaction that is given up.</summary>
    private async Task<PublishedVersions> TryAsync(IReadOnlyList<Policy> policies, IReadOnlyList<WorkingCalendar> calendars, CancellationToken cancellation)
    {
        await using var db = session.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var published = policies.Count > 0
            ? await session.Store.Shelf.PublishAsync(db, policies, null, session.Now, cancellation)
            : await session.Store.Shelf.PublishAsync(db, calendars, null, session.Now, cancellation);
        await transaction.RollbackAsync(cancellation);
        session.Store.Policies.Forget();
        return published;
    }
}
