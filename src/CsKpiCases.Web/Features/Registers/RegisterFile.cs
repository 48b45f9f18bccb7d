using System.Globalization;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Registers;

/// <summary>A register as a table in the reader's language, times in the shop's zone, money as plain numbers.</summary>
public sealed class RegisterFile(ShowRegister show, Texts texts)
{
    /// <summary>Writes it into a temporary file that goes when it has been read.</summary>
    public async Task<Stream> WriteAsync(Register register, Shop shop, RegisterFilter filter, string format, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(shop);
        var (path, zone) = (Path.Combine(Path.GetTempPath(), $"cases-register-{Guid.NewGuid():N}.{format}"), TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        try
        {
            await using (var table = TableWriter.Create(path, "." + format, [.. register.Columns.Select(c => texts["register.col." + c])]))
            {
                await foreach (var row in show.AllAsync(register, shop, filter, cancellation)) await table.WriteAsync([.. row.Cells.Select(c => Plain(c, zone))]);
            }

            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 14, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static TableCell Plain(Cell cell, TimeZoneInfo zone) =>
        cell.Amount is { } amount ? TableCell.Of(amount)
        : cell.At is { } at ? TimeZoneInfo.ConvertTimeFromUtc(at, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : cell.Text;
}
