using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Why a file was not taken, in words.</summary>
public static class FileWords
{
    public static string FileFault(this Texts texts, EvidenceSettings limits, string? fileName, FileFault fault)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(limits);
        var name = EvidenceFiles.CleanName(fileName);
        return fault switch
        {
            Hosting.Store.FileFault.Empty => texts["file.empty", name],
            Hosting.Store.FileFault.TooLarge => texts["file.too_large", name, EvidenceFiles.LargestBytes / 1024 / 1024],
            Hosting.Store.FileFault.VideoTooLarge => texts["file.too_large", name, limits.VideoMegabytes],
            _ => texts["file.type", name],
        };
    }
}
