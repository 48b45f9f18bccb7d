using CsKpiCases.Tests;

namespace CsKpiCases.Domain.Tests.Architecture;

/// <summary>The files that people write: nothing built, restored or generated.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"];
    private static readonly Lazy<SourceFile[]> EveryFile = new(() => [.. Read("src"), .. Read("migrations"), .. Read("tests")]);

    public static string Folder => RepositoryFolder.Path;

    /// <summary>Files with the extension under a folder ("src/CsKpiCases.Domain"), generated migrations left out.</summary>
    public static IEnumerable<SourceFile> Files(string under, string extension = ".cs") => EveryFile.Value.Where(file =>
        file.Path.StartsWith(under + "/", StringComparison.Ordinal)
        && file.Path.EndsWith(extension, StringComparison.Ordinal)
        && !file.Path.Contains("/Migrations/", StringComparison.Ordinal));

    public static void AssertNone(IEnumerable<string> findings)
    {
        var all = findings.ToList();
        Assert.True(all.Count == 0, string.Join(Environment.NewLine, all));
    }

    private static IEnumerable<SourceFile> Read(string folder)
    {
        var pending = new Stack<DirectoryInfo>([new DirectoryInfo(Path.Combine(Folder, folder))]);
        while (pending.TryPop(out var directory))
        {
            foreach (var child in directory.EnumerateDirectories().Where(d => !NotOurs.Contains(d.Name)))
            {
                pending.Push(child);
            }

            foreach (var file in directory.EnumerateFiles().Where(f => f.Extension is ".cs" or ".cshtml" or ".csproj"))
            {
                var path = Path.GetRelativePath(Folder, file.FullName).Replace('\\', '/');
                yield return new SourceFile(path, File.ReadAllText(file.FullName));
            }
        }
    }
}
