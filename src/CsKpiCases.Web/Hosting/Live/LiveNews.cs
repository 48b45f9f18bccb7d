using System.Data.Common;
using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Hosting.Live;

/// <summary>
/// Tells open streams that there may be something new for an account: those of this process at once, those of other nodes by
/// the database's own notifications. Only hints travel, accounts and nothing of what is new: one that is lost is made up for
/// by the next look.
/// </summary>
public sealed partial class LiveNews(LiveHub hub, CaseWriter writer, StoreConnection store, ILogger<LiveNews> log)
{
    internal const string Channel = "cases_live";

    // The database takes 8000 bytes; an account is at most 19 digits and a comma.
    private const int MostAccounts = 390;
    private const char Inbox = 'n';
    private const char SignedOut = 'x';

    /// <summary>Within the transaction that writes the news, so that it is heard of when it is committed, and not before; each account once.</summary>
    public async Task TellAsync(CasesDbContext db, IReadOnlyCollection<long> accounts, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (!db.IsSqlite) await NotifyAsync(db, Inbox, accounts, cancellation);
    }

    /// <summary>After that transaction: here it need not go round by the database.</summary>
    public void Told(IReadOnlyCollection<long> accounts) => hub.Wake(accounts);

    /// <summary>Ends the account's streams, here and on other nodes: somebody has signed out, and a browser that has not opens its own again.</summary>
    public async Task EndAsync(long accountId, CancellationToken cancellation)
    {
        hub.Wake([accountId], LiveEnd.SignedOut);
        if (store.Provider == StoreProvider.Sqlite) return;
        try
        {
            await writer.WriteAsync((db, token) => NotifyAsync(db, SignedOut, [accountId], token), cancellation);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            NotTold(log, e); // signing out itself must not fail for it
        }
    }

    /// <summary>Hears what another node has told.</summary>
    internal void Hear(string payload)
    {
        if (payload.Length < 2) return;
        var accounts = payload[1..].Split(',').Select(Parse).OfType<long>().ToList();
        hub.Wake(accounts, payload[0] == SignedOut ? LiveEnd.SignedOut : null);
    }

    private static async Task NotifyAsync(CasesDbContext db, char kind, IReadOnlyCollection<long> accounts, CancellationToken cancellation)
    {
        foreach (var some in accounts.Distinct().Order().Chunk(MostAccounts))
        {
            var payload = kind + string.Join(',', some.Select(id => id.ToString(CultureInfo.InvariantCulture)));
            await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {payload})", cancellation);
        }
    }

    private static long? Parse(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other nodes could not be told that somebody signed out; his streams there end by themselves")]
    private static partial void NotTold(ILogger logger, Exception error);
}
