using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CsKpiCases.Data.Storage;

/// <summary>Tells errors that another writer caused, and that running again may cure, from the others.</summary>
public static class Collisions
{
    /// <summary>A lost race: stale version, serialization failure, deadlock, or a unique key taken in between.</summary>
    public static bool IsCollision(Exception error) => error switch
    {
        DbUpdateConcurrencyException => true,
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        { InnerException: { } inner } when IsCollision(inner) => true,
        _ => IsUniqueViolation(error),
    };

    /// <summary>A unique key that exists already.</summary>
    public static bool IsUniqueViolation(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        SqliteException { SqliteExtendedErrorCode: 2067 or 1555 } => true,
        { InnerException: { } inner } => IsUniqueViolation(inner),
        _ => false,
    };

    /// <summary>The embedded database is being written by another process.</summary>
    public static bool IsBusy(Exception error) => error is SqliteException { SqliteErrorCode: 5 or 6 } || (error.InnerException is { } inner && IsBusy(inner));
}
