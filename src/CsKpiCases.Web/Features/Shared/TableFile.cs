namespace CsKpiCases.Web.Features.Shared;

/// <summary>A table in a temporary file that goes when it has been read.</summary>
internal static class TableFile
{
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="format"><c>csv</c> or <c>xlsx</c>.</param>
    /// <param name="columns">Heads, in the reader's language.</param>
    /// <param name="rows">Each with as many cells.</param>
    public static async Task<Stream> WriteAsync(string format, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<TableCell>> rows)
    {
        var path = Path.Combine(Path.GetTempPath(), $"cases-table-{Guid.NewGuid():N}.{format}");
        try
        {
            await using (var table = TableWriter.Create(path, "." + format, columns))
            {
                foreach (var row in rows) await table.WriteAsync(row);
            }

            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 14, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public static string TypeOf(string format) => format == "csv" ? "text/csv; charset=utf-8" : Xlsx;
}
