using System.Data.Common;
using CsKpiCases.Data.Ids;
using CsKpiCases.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CsKpiCases.Data.Cases;

/// <summary>Who worked on which case when.</summary>
public readonly record struct WorkOnCase(long AgentId, long CaseId, DateTime At);

/// <summary>
/// Streams what people did on a shop's cases in a period.
/// There may be a million rows of three numbers each, so they are read as numbers and handed on one by one.
/// </summary>
public static class CaseWork
{
    // Nodes' clocks may differ somewhat; ids are made by them.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    /// <summary>All acts of persons at or after <paramref name="from"/> and before <paramref name="to"/> (UTC); answering a penalty or ruling is none.</summary>
    public static async Task ReadAsync(CasesDbContext db, long shopId, DateTime from, DateTime to, Action<WorkOnCase> add, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(add);
        await db.Database.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var isSqlite = db.IsSqlite;
        var command = db.Database.GetDbConnection().CreateCommand();
        await using var _ = command.ConfigureAwait(false);
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        // Nothing is recorded before it happens, and ids are in the order of recording: what lies before needs no look.
        command.CommandText = $"""
            SELECT "ActorId", "CaseId", "At" FROM "CaseEvents"
            WHERE "Id" >= @lowest AND "ShopId" = @shop AND "At" >= @from AND "At" < @to
              AND "ActorKind" = {(int)ActorKind.Person} AND "ActorId" IS NOT NULL AND "Kind" <> '{EventKind.Penalty}' AND "Kind" <> '{EventKind.Ruling}'
            """;
        Add(command, "@lowest", IdSource.LowestAt(from - ClockSkew));
        Add(command, "@shop", shopId);
        Add(command, "@from", isSqlite ? Seconds(from) : from);
        Add(command, "@to", isSqlite ? Seconds(to) : to);
        var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            add(new WorkOnCase(reader.GetInt64(0), reader.GetInt64(1), isSqlite ? DateTime.UnixEpoch.AddSeconds(reader.GetInt64(2)) : reader.GetDateTime(2)));
        }
    }

    private static long Seconds(DateTime at) => new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeSeconds();

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
