using System.Globalization;
using CsKpiCases.Web.Hosting.Store;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Where uploaded files lie while they are imported, and the rows of them that were rejected, for as long as the run is kept.</summary>
public static class UploadedFiles
{
    private const string Prefix = "upload-";

    /// <summary>The endings that say how a file is to be read; any other is text.</summary>
    private static readonly string[] Endings = [".csv", ".xlsx", ".json", ".txt", ".tsv"];

    public static string PathOf(string dataFolder, long runId, string fileName)
    {
        var ending = Array.Find(Endings, e => fileName.EndsWith(e, StringComparison.OrdinalIgnoreCase)) ?? ".csv";
        return Path.Combine(Folder(dataFolder), string.Create(CultureInfo.InvariantCulture, $"{Prefix}{runId}{ending}"));
    }

    public static string RejectedOf(string dataFolder, long runId) => Path.Combine(Folder(dataFolder), string.Create(CultureInfo.InvariantCulture, $"{runId}.rejected.csv"));

    /// <summary>What a killed process left; a file in use is held open by who imports it.</summary>
    public static TemporaryFiles LeftIn(string dataFolder) => new(Folder(dataFolder), Prefix + "*", IsHeld);

    private static string Folder(string dataFolder) => Directory.CreateDirectory(Path.Combine(dataFolder, "imports")).FullName;

    private static bool IsHeld(string path)
    {
        try
        {
            using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
