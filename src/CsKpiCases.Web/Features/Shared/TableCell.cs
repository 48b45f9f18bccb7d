using System.Globalization;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>A cell of a table that people take along: a text, or a number that their spreadsheet can add up.</summary>
/// <param name="Text">As it is written, a number in invariant form; null: empty.</param>
/// <param name="IsNumber">A number: never taken for a formula, and typed where the format has types.</param>
internal readonly record struct TableCell(string? Text, bool IsNumber = false)
{
    public static implicit operator TableCell(string? text) => new(text);

    /// <summary>A number with so many decimals; empty for null.</summary>
    public static TableCell Of(decimal? number, string format = "0.00") => new(number?.ToString(format, CultureInfo.InvariantCulture), IsNumber: number is not null);

    /// <summary>How many.</summary>
    public static TableCell Of(int count) => Of(count, "0");
}
