using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using CsKpiCases.Data.Storage;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Live;

/// <summary>
/// Tells other nodes who looks at which case here, by the database's own notifications. Only ids travel. What is lost is made up
/// for by the next beat, and a node that has died is forgotten with its people.
/// </summary>
public sealed partial class PresenceNews(PresenceBook book, CaseWriter writer, StoreConnection store, ILogger<PresenceNews> log)
{
    internal const string Channel = "cases_presence";

    // The database takes 8000 bytes; a person at a case is two ids and an instant, at most 55 with its signs.
    private const int MostAtOnce = 140;
    private const char Here = '+';
    private const char Left = '-';
    private const char Writes = 'w';

    private readonly string node = RandomNumberGenerator.GetHexString(8, lowercase: true);

    public Task CameAsync(PresenceViewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return TellAsync(Here, [Text(viewer.CaseId, viewer.AccountId, viewer.Since)]);
    }

    /// <summary>After his view has ended: another tab of his may still be open.</summary>
    public Task LeftAsync(PresenceViewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return book.IsHere(viewer.CaseId, viewer.AccountId) ? Task.CompletedTask : TellAsync(Left, [Text(viewer.CaseId, viewer.AccountId, viewer.Since)]);
    }

    public Task WroteAsync(long caseId, long accountId) => book.Wrote(caseId, accountId) ? TellAsync(Writes, [Text(caseId, accountId, DateTime.UnixEpoch)]) : Task.CompletedTask;

    /// <summary>Repeats who is here.</summary>
    internal async Task BeatAsync()
    {
        foreach (var some in book.Local().Select(p => Text(p.CaseId, p.AccountId, p.Since)).Chunk(MostAtOnce)) await TellAsync(Here, some);
    }

    /// <summary>Hears what another node has told; its own words come back too, and are passed over.</summary>
    internal void Hear(string payload)
    {
        var parts = payload.Split('|');
        if (parts.Length != 3 || parts[0] == node || parts[1].Length != 1) return;
        foreach (var person in parts[2].Split(';'))
        {
            var numbers = person.Split(',').Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null).ToList();
            if (numbers is not [{ } caseId, { } account, { } since]) continue;
            if (parts[1][0] == Here) book.Heard(parts[0], caseId, account, DateTime.UnixEpoch.AddSeconds(since));
            else if (parts[1][0] == Left) book.HeardLeaving(parts[0], caseId, account);
            else book.Wrote(caseId, account);
        }
    }

    private static string Text(long caseId, long accountId, DateTime since) =>
        string.Create(CultureInfo.InvariantCulture, $"{caseId},{accountId},{(long)(since - DateTime.UnixEpoch).TotalSeconds}");

    private async Task TellAsync(char kind, IReadOnlyCollection<string> people)
    {
        if (store.Provider == StoreProvider.Sqlite) return;
        var payload = $"{node}|{kind}|{string.Join(';', people)}";
        try
        {
            await writer.WriteAsync((db, token) => db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {payload})", token));
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            NotTold(log, e.Message); // the page that is open must not fail for it
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other nodes could not be told who looks at a case ({Error}); the next beat tells them")]
    private static partial void NotTold(ILogger logger, string error);
}

/// <summary>Repeats every ten seconds who is here, for as long as anybody is.</summary>
internal sealed class PresenceBeat(PresenceNews news, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PresenceBook.Beat, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await news.BeatAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the others forget this node's people by themselves
        }
    }
}
