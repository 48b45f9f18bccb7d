using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace CsKpiCases.Web.Features.EvidenceArchive;

/// <summary>What of the register is asked for; all of it stands in the address.</summary>
public sealed record ArchiveFilter
{
    /// <summary>What stands for the buyers among those who upload.</summary>
    public const string ByBuyers = "buyer";

    /// <summary>Days in the shop's zone, both included.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>An account's id, or <see cref="ByBuyers"/>.</summary>
    public string? Uploader { get; init; }

    /// <summary>The buyer's ID on the platform, whole.</summary>
    public string? Buyer { get; init; }

    /// <summary>The case's number, whole.</summary>
    public string? Case { get; init; }

    /// <summary>Only what is on another case too.</summary>
    public bool Flagged { get; init; }

    /// <summary>Cursor: what is older than it.</summary>
    public string? Before { get; init; }

    /// <summary>Cursor: what is newer than it.</summary>
    public string? After { get; init; }

    public bool IsNarrowed => From is not null || To is not null || HasText(Uploader) || HasText(Buyer) || HasText(Case) || Flagged;

    /// <summary>The address of the page, or of the file of that format.</summary>
    public string Href(string? format = null)
    {
        var parts = new Dictionary<string, string?>
        {
            ["from"] = Day(From),
            ["to"] = Day(To),
            ["uploader"] = Uploader,
            ["buyer"] = Buyer,
            ["case"] = Case,
            ["flagged"] = Flagged ? "true" : null,
            ["before"] = format is null ? Before : null,
            ["after"] = format is null ? After : null,
        };
        return QueryHelpers.AddQueryString(format is null ? "/evidence" : "/evidence/" + format, parts.Where(part => HasText(part.Value)));
    }

    private static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A place in the register, which is sorted by the instant of uploading, then id.</summary>
public readonly record struct ArchiveCursor(DateTime UploadedAt, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{new DateTimeOffset(UploadedAt, TimeSpan.Zero).ToUnixTimeSeconds()}-{Id}");

    /// <summary>Null for what is not one.</summary>
    public static ArchiveCursor? Read(string? text)
    {
        var dash = text?.LastIndexOf('-') ?? -1;
        return dash > 0
            && long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && seconds <= 253_402_300_799
            ? new ArchiveCursor(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime, id)
            : null;
    }
}
