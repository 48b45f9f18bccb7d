using System.Runtime.CompilerServices;
using CsKpiCases.Web.Hosting.Store;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>One row waiting to be put together with the others of its key.</summary>
/// <param name="Line">In the file.</param>
/// <param name="At">Its instant, in Unix seconds; 0 where rows have none.</param>
/// <param name="Cells">What was mapped, by position; null where nothing is known.</param>
public sealed record StagedRow(int Line, long At, string?[] Cells);

/// <summary>
/// Rows of a file on their way: stored as they are read, given back by key and in order, so that rows of one key need not
/// stand together and memory does not grow with the file. A private database beside the store, gone when it is closed.
/// </summary>
public sealed class StagedRows : IAsyncDisposable
{
    private const char Separator = '\u001F';
    private const char Nothing = '\u001E';
    private readonly string path;
    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt insert;

    private StagedRows(string path)
    {
        this.path = path;
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-16000; PRAGMA temp_store=FILE;"
            + "CREATE TABLE r(k TEXT NOT NULL, at INTEGER NOT NULL, o REAL NOT NULL, line INTEGER NOT NULL, v TEXT NOT NULL); BEGIN");
        if (raw.sqlite3_prepare_v2(connection.Handle, "INSERT INTO r VALUES (?1, ?2, ?3, ?4, ?5)", out insert) != raw.SQLITE_OK) throw new InvalidOperationException("The staging area cannot be written.");
    }

    public long Count { get; private set; }

    /// <summary>A new, empty area in the store's folder.</summary>
    public static StagedRows In(string folder) => new(Path.Combine(folder, $"import-{Guid.NewGuid():N}.staging"));

    /// <summary>All areas in a folder; the database itself tells whether one is in use, by its exclusive lock.</summary>
    public static TemporaryFiles AreasIn(string folder) => new(folder, "import-*.staging", IsLocked);

    /// <summary>Adds a row.</summary>
    /// <param name="key">What rows are put together by.</param>
    /// <param name="at">First order within the key, Unix seconds.</param>
    /// <param name="order">Second order.</param>
    /// <param name="line">Third order, and where the row stands in the file.</param>
    /// <param name="cells">Kept as they are.</param>
    public void Add(string key, long at, double order, int line, ReadOnlySpan<string?> cells)
    {
        raw.sqlite3_bind_text(insert, 1, key);
        raw.sqlite3_bind_int64(insert, 2, at);
        raw.sqlite3_bind_double(insert, 3, order);
        raw.sqlite3_bind_int(insert, 4, line);
        raw.sqlite3_bind_text(insert, 5, Joined(cells));
        var code = raw.sqlite3_step(insert);
        if (code != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, connection.Handle);
        raw.sqlite3_reset(insert);
        Count++;
    }

    /// <summary>All rows of each key, in order; keys in ascending order, so many at a time.</summary>
    public async IAsyncEnumerable<List<(string Key, List<StagedRow> Rows)>> GroupsAsync(int atOnce, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT k, at, line, v FROM r ORDER BY k, at, o, line";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var groups = new List<(string Key, List<StagedRow> Rows)>(atOnce);
        while (reader.Read())
        {
            var key = reader.GetString(0);
            if (groups.Count == 0 || groups[^1].Key != key)
            {
                if (groups.Count == atOnce)
                {
                    yield return groups;
                    cancellation.ThrowIfCancellationRequested();
                    groups = new List<(string Key, List<StagedRow> Rows)>(atOnce);
                }

                groups.Add((key, []));
            }

            groups[^1].Rows.Add(new StagedRow(reader.GetInt32(2), reader.GetInt64(1), Split(reader.GetString(3))));
        }

        if (groups.Count > 0) yield return groups;
    }

    public async ValueTask DisposeAsync()
    {
        insert.Dispose();
        await connection.DisposeAsync();
        File.Delete(path);
    }

    private static bool IsLocked(string path)
    {
        try
        {
            using var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
            other.Open();
            return raw.sqlite3_exec(other.Handle, "BEGIN EXCLUSIVE") is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;
        }
        catch (SqliteException)
        {
            return false; // cut off in the middle, or gone meanwhile
        }
    }

    private static string Joined(ReadOnlySpan<string?> cells)
    {
        var length = cells.Length;
        foreach (var cell in cells) length += cell?.Length ?? 1;
        var builder = new System.Text.StringBuilder(length);
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) builder.Append(Separator);
            if (cells[i] is { } cell) builder.Append(cell.Contains(Separator, StringComparison.Ordinal) ? cell.Replace(Separator, ' ') : cell);
            else builder.Append(Nothing);
        }

        return builder.ToString();
    }

    private static string?[] Split(string text)
    {
        string?[] cells = text.Split(Separator);
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is [Nothing]) cells[i] = null;
        }

        return cells;
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
