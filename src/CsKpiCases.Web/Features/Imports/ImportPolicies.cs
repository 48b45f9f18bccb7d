using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Imports.Reading;

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
        var terms = new NewTerms(policies, calendars, session.Request.ById, session.Now);
        var published = session.IsDryRun
            ? await session.Store.Publish.TryAsync(terms, cancellation)
            : await session.Store.Publish.RunAsync(terms, cancellation) ?? throw new InvalidOperationException("Nothing was to be expected.");
        (session.Result.Added, session.Result.Changed, session.Result.Unchanged) = (published.Added.Count, published.Changed.Count, published.Unchanged.Count);
        if (published.Changed.Count > 0) session.Result.Remarks.Add($"New versions: {string.Join(", ", published.Changed)}.");
        if (session.IsDryRun || await session.Store.Follow.RunAsync(await session.Store.Publish.LeftAsync(cancellation), cancellation) is not (> 0 and var followed)) return;
        session.Result.Remarks.Add($"{followed} open cases follow the new versions.");
    }
}
