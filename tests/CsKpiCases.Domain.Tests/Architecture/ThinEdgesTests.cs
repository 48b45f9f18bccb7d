using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CsKpiCases.Domain.Tests.Architecture;

/// <summary>Rule 5: controllers and jobs are thin. They call a use case or a query, and touch no database themselves.</summary>
public sealed class ThinEdgesTests
{
    private const int LongestMethod = 30;

    [Fact]
    public void Edge_InTheRepository_IsThin() => Repository.AssertNone(Repository.Files("src").Where(IsEdge).SelectMany(Thick));

    [Fact]
    public void Edge_WithADatabase_IsFound() =>
        Assert.NotEmpty(Thick(new SourceFile("CasesController.cs", "class CasesController(CasesDbContext db) { }")));

    [Fact]
    public void Edge_WithALongMethod_IsFound()
    {
        var body = string.Concat(Enumerable.Repeat("_ = 1;\n", LongestMethod));
        Assert.NotEmpty(Thick(new SourceFile("SweepJob.cs", $"class SweepJob {{ void Run()\n{{\n{body}}} }}")));
    }

    [Theory]
    [InlineData("Features/Cases/CasesController.cs", true)]
    [InlineData("Features/Sla/SweepJob.cs", true)]
    [InlineData("Features/Cases/CaseList.cs", false)]
    public void File_ByItsName_IsAnEdgeOrNot(string path, bool expected) => Assert.Equal(expected, IsEdge(new SourceFile(path, "")));

    private static bool IsEdge(SourceFile file) =>
        file.Name.EndsWith("Controller", StringComparison.Ordinal) || file.Name.EndsWith("Job", StringComparison.Ordinal);

    private static IEnumerable<string> Thick(SourceFile file)
    {
        foreach (var name in file.All<IdentifierNameSyntax>().Where(n => n.Identifier.Text.EndsWith("DbContext", StringComparison.Ordinal)))
        {
            yield return file.At(name, $"uses {name.Identifier.Text}: move it into a use case or a query");
        }

        foreach (var method in file.All<MethodDeclarationSyntax>().Where(m => SourceFile.LineCount(m) > LongestMethod))
        {
            yield return file.At(method, $"{method.Identifier.Text} has {SourceFile.LineCount(method)} lines");
        }
    }
}
