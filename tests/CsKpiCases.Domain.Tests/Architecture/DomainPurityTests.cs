using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CsKpiCases.Domain.Tests.Architecture;

/// <summary>Rule 1: the domain uses the base library alone; no clock, no chance, no waiting, no input or output.</summary>
public sealed class DomainPurityTests
{
    private static readonly string[] BannedTypes =
    [
        "Random", "RandomNumberGenerator", "Task", "ValueTask", "Thread", "Timer", "TimeProvider", "Stopwatch", "Environment",
        "File", "Directory", "Console", "HttpClient",
    ];

    private static readonly string[] BannedMembers =
    [
        "DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Guid.NewGuid",
        "Guid.CreateVersion7",
    ];

    [Fact]
    public void Source_OfTheDomain_UsesNothingBanned() =>
        Repository.AssertNone(Repository.Files("src/CsKpiCases.Domain").SelectMany(BannedSymbols));

    [Theory]
    [InlineData("class C { object M() => DateTime.UtcNow; }")]
    [InlineData("class C { object M() => System.DateTime.Now; }")]
    [InlineData("class C { object M() => Guid.NewGuid(); }")]
    [InlineData("class C { Random r = new(); }")]
    [InlineData("class C { object M() => System.Random.Shared; }")]
    [InlineData("class C { Task M() => null; }")]
    [InlineData("class C { async void M() { } }")]
    [InlineData("class C { IEnumerable<Task<int>> M() => []; }")]
    public void Source_WithABannedSymbol_IsFound(string sample) => Assert.NotEmpty(BannedSymbols(new SourceFile("Sample.cs", sample)));

    [Theory]
    [InlineData("class C { object M(DateTime now, Case it) => it.Task; }")]
    [InlineData("/* DateTime.Now */ class C { string s = \"Guid.NewGuid\"; }")]
    public void Source_ThatOnlyLooksBanned_IsNotFound(string sample) => Assert.Empty(BannedSymbols(new SourceFile("Sample.cs", sample)));

    [Fact]
    public void Project_OfTheDomain_ReferencesNothing() =>
        Repository.AssertNone(Repository.Files("src/CsKpiCases.Domain", ".csproj").SelectMany(References));

    [Theory]
    [InlineData("<PackageReference Include=\"Newtonsoft.Json\" />")]
    [InlineData("<ProjectReference Include=\"../Other/Other.csproj\" />")]
    [InlineData("<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />")]
    public void Project_WithAReference_IsFound(string reference) =>
        Assert.NotEmpty(References(new SourceFile("Sample.csproj", $"<Project><ItemGroup>{reference}</ItemGroup></Project>")));

    [Fact]
    public void Assembly_OfTheDomain_LoadsOnlyTheBaseLibrary() => Repository.AssertNone(ForeignAssemblies(Assembly.Load("CsKpiCases.Domain")));

    [Fact]
    public void Assembly_WithAnother_IsFound() => Assert.NotEmpty(ForeignAssemblies(typeof(DomainPurityTests).Assembly));

    private static IEnumerable<string> BannedSymbols(SourceFile file)
    {
        foreach (var access in file.All<MemberAccessExpressionSyntax>())
        {
            var text = access.ToString();
            if (BannedMembers.Any(m => text == m || text.EndsWith("." + m, StringComparison.Ordinal)))
            {
                yield return file.At(access, text);
            }
        }

        foreach (var name in file.All<SimpleNameSyntax>().Where(IsBannedType))
        {
            yield return file.At(name, name.Identifier.Text);
        }

        foreach (var token in file.Root.DescendantTokens().Where(t => t.IsKind(SyntaxKind.AsyncKeyword) || t.IsKind(SyntaxKind.AwaitKeyword)))
        {
            yield return file.At(token.Parent!, token.Text);
        }
    }

    // it.Task reads a property of ours; System.Random.Shared names the banned type inside a longer name.
    private static bool IsBannedType(SimpleNameSyntax name) =>
        BannedTypes.Contains(name.Identifier.Text)
        && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name && !access.ToString().StartsWith("System.", StringComparison.Ordinal));

    private static IEnumerable<string> References(SourceFile project) => XDocument.Parse(project.Text).Descendants()
        .Where(e => e.Name.LocalName.EndsWith("Reference", StringComparison.Ordinal))
        .Select(e => $"{project.Path}: {e}");

    private static IEnumerable<string> ForeignAssemblies(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(a => a.Name!)
        .Where(name => !name.StartsWith("System.", StringComparison.Ordinal));
}
