using System.ComponentModel.DataAnnotations;

namespace CsKpiCases.Web.Hosting.Store;

/// <summary>Section <c>Evidence</c>.</summary>
public sealed class EvidenceSettings
{
    public const string Section = "Evidence";
    private const long Megabyte = 1024 * 1024;

    /// <summary>Megabytes that a video may have.</summary>
    [Range(1, 2000)]
    public int VideoMegabytes { get; set; } = 100;

    public long LargestVideoBytes => VideoMegabytes * Megabyte;

    /// <summary>Bytes of one file, whatever it is.</summary>
    public long LargestFileBytes => Math.Max(LargestVideoBytes, EvidenceFiles.LargestBytes);

    /// <summary>Bytes of a form with files: as many pictures as there may be, or two videos.</summary>
    public long LargestForm => Math.Max(EvidenceFiles.MostFiles * EvidenceFiles.LargestBytes, 2 * LargestVideoBytes) + Megabyte;

    /// <summary>The same for a buyer, whom nobody knows: a video and some pictures.</summary>
    public long LargestBuyerForm => LargestVideoBytes + (5 * EvidenceFiles.LargestBytes);
}
