using System.Text.Json;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Sla;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Data.Cases;

/// <summary>What publishing policies or calendars did.</summary>
/// <param name="Added">Names that are new.</param>
/// <param name="Changed">Names that have a new version.</param>
/// <param name="Unchanged">Names whose newest version says the same already.</param>
/// <param name="Superseded">Ids of the policy versions that open cases have to leave (<see cref="CaseStore.FollowPolicyAsync"/>).</param>
public sealed record PublishedVersions(
    IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Unchanged, IReadOnlyList<long> Superseded);

/// <summary>Stores new versions of policies and calendars; nothing stored is ever edited.</summary>
public sealed class PolicyShelf(IdSource ids, PolicyBook book)
{
    /// <summary>Stores the calendars that differ from their newest version, and with them new versions of the policies that use them.</summary>
    public async Task<PublishedVersions> PublishAsync(CasesDbContext db, IReadOnlyList<WorkingCalendar> calendars, long? byId, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(calendars);
        await PolicyBook.LockAsync(db, cancellation).ConfigureAwait(false);
        var (added, changed, unchanged) = (new List<string>(), new List<string>(), new List<string>());
        var current = await db.CalendarVersions.Where(c => c.IsCurrent).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (var calendar in calendars)
        {
            var document = CalendarFile.Format([calendar]);
            var before = current.Find(c => c.Name == calendar.Name);
            if (before?.Document == document)
            {
                unchanged.Add(before.Name);
                continue;
            }

            (before is null ? added : changed).Add(calendar.Name!);
            if (before is not null) before.IsCurrent = false;
            db.Add(new CalendarVersion { Id = ids.Next(), Name = calendar.Name!, Version = (before?.Version ?? 0) + 1, IsCurrent = true, Document = document, CreatedAt = now, CreatedById = byId });
        }

        await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
        var followed = changed.Count == 0 ? [] : await FollowCalendarsAsync(db, byId, now, cancellation).ConfigureAwait(false);
        book.Forget();
        return new PublishedVersions(added, changed, unchanged, followed);
    }

    /// <summary>Stores the policies that differ from their newest version.</summary>
    public async Task<PublishedVersions> PublishAsync(CasesDbContext db, IReadOnlyList<Policy> policies, long? byId, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(policies);
        await PolicyBook.LockAsync(db, cancellation).ConfigureAwait(false);
        var (added, changed, unchanged, superseded) = (new List<string>(), new List<string>(), new List<string>(), new List<long>());
        var calendars = await CurrentCalendarsAsync(db, cancellation).ConfigureAwait(false);
        var current = await db.PolicyVersions.Where(p => p.IsCurrent).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (var policy in policies)
        {
            var document = PolicyFile.Format([policy]);
            var uses = UsesOf(policy, calendars);
            var before = current.Find(p => p.Name == policy.Name);
            if (before?.Document == document && before.Calendars == uses)
            {
                unchanged.Add(policy.Name);
                continue;
            }

            (before is null ? added : changed).Add(policy.Name);
            if (before is not null) superseded.Add(before.Id);
            Supersede(db, before, policy.Name, document, uses, byId, now);
        }

        await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
        book.Forget();
        return new PublishedVersions(added, changed, unchanged, superseded);
    }

    private async Task<List<long>> FollowCalendarsAsync(CasesDbContext db, long? byId, DateTime now, CancellationToken cancellation)
    {
        var calendars = await CurrentCalendarsAsync(db, cancellation).ConfigureAwait(false);
        var superseded = new List<long>();
        foreach (var policy in await db.PolicyVersions.Where(p => p.IsCurrent).ToListAsync(cancellation).ConfigureAwait(false))
        {
            var uses = JsonSerializer.Deserialize<SortedDictionary<string, long>>(policy.Calendars) ?? [];
            if (uses.All(u => calendars.GetValueOrDefault(u.Key) == u.Value)) continue;
            var renewed = JsonSerializer.Serialize(new SortedDictionary<string, long>(uses.ToDictionary(u => u.Key, u => calendars[u.Key]), StringComparer.Ordinal));
            superseded.Add(policy.Id);
            Supersede(db, policy, policy.Name, policy.Document, renewed, byId, now);
        }

        await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return superseded;
    }

    private void Supersede(CasesDbContext db, PolicyVersion? before, string name, string document, string uses, long? byId, DateTime now)
    {
        if (before is not null) before.IsCurrent = false;
        db.Add(new PolicyVersion
        {
            Id = ids.Next(), Name = name, Version = (before?.Version ?? 0) + 1, IsCurrent = true, IsEnabled = true,
            Document = document, Calendars = uses, CreatedAt = now, CreatedById = byId,
        });
    }

    private static string UsesOf(Policy policy, Dictionary<string, long> calendars)
    {
        var names = policy.Targets.Select(t => t.Calendar.Name).OfType<string>().Distinct(StringComparer.Ordinal).Where(calendars.ContainsKey);
        return JsonSerializer.Serialize(new SortedDictionary<string, long>(names.ToDictionary(n => n, n => calendars[n]), StringComparer.Ordinal));
    }

    private static Task<Dictionary<string, long>> CurrentCalendarsAsync(CasesDbContext db, CancellationToken cancellation) =>
        db.CalendarVersions.Where(c => c.IsCurrent).ToDictionaryAsync(c => c.Name, c => c.Id, cancellation);
}
