using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CsKpiCases.Domain.Tests.Architecture;

/// <summary>
/// Rule 7: files mostly under 150 lines, none over 300 without a reason in its first line; methods mostly under 30 lines.
/// Mostly: nine files in ten, nineteen methods in twenty.
/// </summary>
public sealed class SizesTests
{
    private const int LongestFile = 300;
    private const int UsualFile = 150;
    private const int UsualMethod = 30;

    private static List<SourceFile> Ours => [.. Repository.Files("src"), .. Repository.Files("src", ".cshtml"), .. Repository.Files("migrations")];

    [Fact]
    public void File_InTheRepository_IsShortOrSaysWhyNot() => Repository.AssertNone(Ours.SelectMany(TooLong));

    [Fact]
    public void File_LongWithoutAReason_IsFound()
    {
        var lines = string.Concat(Enumerable.Repeat("// line\n", LongestFile));
        Assert.NotEmpty(TooLong(new SourceFile("Sample.cs", "using System;\n" + lines)));
        Assert.Empty(TooLong(new SourceFile("Sample.cs", "// Long: one table that is read as a whole.\n" + lines)));
    }

    [Fact]
    public void Files_InTheRepository_AreMostlyShort() =>
        AssertShare(Ours.Where(f => f.Lines.Count > UsualFile).Select(f => $"{f.Path}: {f.Lines.Count} lines"), Ours.Count, 0.10);

    [Fact]
    public void Methods_InTheRepository_AreMostlyShort()
    {
        var methods = Repository.Files("src").SelectMany(Methods).ToList();
        AssertShare(methods.Where(m => m.Lines > UsualMethod).Select(m => $"{m.Where}: {m.Lines} lines"), methods.Count, 0.05);
    }

    [Fact]
    public void Share_OverItsBound_IsFound()
    {
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertShare(["a", "b"], 20, 0.05));
        AssertShare(["a"], 20, 0.05);
    }

    [Fact]
    public void Method_WithManyLines_IsCounted()
    {
        var body = string.Concat(Enumerable.Repeat("_ = 1;\n", UsualMethod));
        Assert.Contains(Methods(new SourceFile("Sample.cs", $"class C {{ void M()\n{{\n{body}}} }}")), m => m.Lines > UsualMethod);
    }

    private static IEnumerable<string> TooLong(SourceFile file)
    {
        var first = file.Lines[0].TrimStart('\uFEFF');
        var reason = first.StartsWith("//", StringComparison.Ordinal) || first.StartsWith("@*", StringComparison.Ordinal);
        return file.Lines.Count > LongestFile && !reason ? [$"{file.Path}: {file.Lines.Count} lines and no reason in its first line"] : [];
    }

    private static IEnumerable<(string Where, int Lines)> Methods(SourceFile file) =>
        file.All<BaseMethodDeclarationSyntax>().Select(m => (file.At(m, ""), SourceFile.LineCount(m)));

    private static void AssertShare(IEnumerable<string> over, int total, double bound)
    {
        var list = over.ToList();
        Assert.True(list.Count <= total * bound, $"{list.Count} of {total}, more than {bound:P0}:\n{string.Join('\n', list)}");
    }
}
