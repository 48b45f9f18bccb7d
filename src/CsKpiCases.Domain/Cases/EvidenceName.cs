using System.Globalization;

namespace CsKpiCases.Domain.Cases;

/// <summary>What a file of evidence is called when it leaves the store: <c>buyer_case_number.ext</c>.</summary>
public static class EvidenceName
{
    private const int LongestBuyer = 60;
    private const string NoBuyer = "unknown";

    /// <summary>As in <c>tb_lily_AS2611210042_3.jpg</c>: letters, digits, dashes, underscores and one full stop.</summary>
    /// <param name="platformBuyerId">The buyer's ID on the platform; null where he is not known.</param>
    /// <param name="caseNumber">Which case.</param>
    /// <param name="sequence">Its place among the case's evidence, from 1.</param>
    /// <param name="contentType">By its content; the ending comes from it, never from the sender's name.</param>
    public static string Of(string? platformBuyerId, string caseNumber, int sequence, string contentType)
    {
        var clean = new string([.. (platformBuyerId ?? "").Where(c => char.IsLetterOrDigit(c) || c is '-' or '_').Take(LongestBuyer)]);
        return string.Create(CultureInfo.InvariantCulture, $"{(clean.Length == 0 ? NoBuyer : clean)}_{caseNumber}_{sequence}{Extension(contentType)}");
    }

    private static string Extension(string contentType) => contentType switch
    {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        "application/pdf" => ".pdf",
        "video/mp4" => ".mp4",
        "video/quicktime" => ".mov",
        "video/webm" => ".webm",
        _ => ".bin",
    };
}
