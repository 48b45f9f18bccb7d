using System.Runtime.CompilerServices;

namespace CsKpiCases.Tests;

/// <summary>The folder that holds the solution, wherever the tests were started.</summary>
internal static class RepositoryFolder
{
    public static string Path { get; } = Find();

    private static string Find([CallerFilePath] string thisFile = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, System.IO.Path.GetDirectoryName(thisFile)! })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "CsKpiCases.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new DirectoryNotFoundException($"No CsKpiCases.sln above {AppContext.BaseDirectory}.");
    }
}
