using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CsKpiCases.Domain.Tests.Architecture;

/// <summary>Rule 3: one feature, one folder; a feature uses Domain, Data, Shared and Hosting, and not another feature.</summary>
public sealed partial class FeatureBoundariesTests
{
    private const string Features = "src/CsKpiCases.Web/Features";

    // What every feature may use, and so may not use any of them.
    private const string Shared = "Shared";

    [Fact]
    public void Feature_InTheRepository_UsesNoOther()
    {
        var files = Repository.Files(Features).Concat(Repository.Files(Features, ".cshtml")).ToList();
        Repository.AssertNone(Crossings(files));
    }

    [Theory]
    [InlineData("Scores/TeamPage.cs", "using CsKpiCases.Web.Features.Cases;")]
    [InlineData("Scores/TeamPage.cs", "class C { CsKpiCases.Web.Features.Cases.CasePage page; }")]
    [InlineData("Scores/TeamPage.cs", "namespace CsKpiCases.Web.Features.Scores; class C { Cases.CasePage page; }")]
    [InlineData("Shared/Layout.cs", "using CsKpiCases.Web.Features.Cases;")]
    [InlineData("Scores/Team.cshtml", "@model CsKpiCases.Web.Features.Cases.CasePage")]
    [InlineData("Scores/Team.cshtml", "<partial name=\"/Features/Cases/Row.cshtml\" />")]
    [InlineData("_ViewImports.cshtml", "@using CsKpiCases.Web.Features.Cases")]
    public void Feature_ThatUsesAnother_IsFound(string path, string text) => Assert.NotEmpty(Crossings(Sample(path, text)));

    [Theory]
    [InlineData("Scores/TeamPage.cs", "using CsKpiCases.Web.Features.Shared; using CsKpiCases.Web.Features.Scores; using CsKpiCases.Domain.Cases;")]
    [InlineData("Scores/TeamPage.cs", "class C { object M(Db db) => db.Cases.Count; CsKpiCases.Domain.Cases.Case it; }")]
    [InlineData("Scores/Team.cshtml", "@model CsKpiCases.Web.Features.Scores.TeamPage")]
    public void Feature_ThatUsesWhatItMay_IsNotFound(string path, string text) => Assert.Empty(Crossings(Sample(path, text)));

    [Fact]
    public void Project_OfEachLayer_ReferencesOnlyTheLayersBelow()
    {
        var allowed = new Dictionary<string, string[]>
        {
            ["CsKpiCases.Data"] = ["CsKpiCases.Domain"],
            ["CsKpiCases.Migrations.Sqlite"] = ["CsKpiCases.Data"],
            ["CsKpiCases.Migrations.Postgres"] = ["CsKpiCases.Data"],
        };
        var projects = Repository.Files("src", ".csproj").Concat(Repository.Files("migrations", ".csproj"));
        Repository.AssertNone(projects.Where(p => allowed.ContainsKey(p.Name)).SelectMany(p => Upward(p, allowed[p.Name])));
    }

    [Fact]
    public void Project_ThatReferencesUpwards_IsFound()
    {
        const string project = "<Project><ItemGroup><ProjectReference Include=\"../CsKpiCases.Web/CsKpiCases.Web.csproj\" /></ItemGroup></Project>";
        Assert.NotEmpty(Upward(new SourceFile("src/CsKpiCases.Data/CsKpiCases.Data.csproj", project), ["CsKpiCases.Domain"]));
    }

    private static IEnumerable<SourceFile> Sample(string path, string text) =>
        [new SourceFile($"{Features}/{path}", text), new SourceFile($"{Features}/Cases/CasePage.cs", "namespace CsKpiCases.Web.Features.Cases;")];

    private static IEnumerable<string> Crossings(IEnumerable<SourceFile> files)
    {
        var all = files.ToList();
        var features = all.Select(FeatureOf).OfType<string>().ToHashSet();
        return all.SelectMany(file => Named(file, features)
            .Where(used => used != FeatureOf(file) && used != Shared)
            .Select(used => $"{file.Path} uses the feature {used}")).Distinct();
    }

    private static string? FeatureOf(SourceFile file)
    {
        var parts = file.Path[(Features.Length + 1)..].Split('/');
        return parts.Length > 1 ? parts[0] : null;
    }

    private static IEnumerable<string> Named(SourceFile file, HashSet<string> features)
    {
        var written = FeatureName().Matches(file.Text).Select(m => m.Groups[1].Value);
        if (!file.Path.EndsWith(".cs", StringComparison.Ordinal))
        {
            return written;
        }

        // Inside CsKpiCases.Web.Features.X the short name Cases.CasePage is another feature's type.
        var relative = file.All<QualifiedNameSyntax>()
            .Select(name => name.Left)
            .OfType<IdentifierNameSyntax>()
            .Select(left => left.Identifier.Text)
            .Where(features.Contains);
        return written.Concat(relative);
    }

    private static IEnumerable<string> Upward(SourceFile project, string[] allowed) => XDocument.Parse(project.Text)
        .Descendants("ProjectReference")
        .Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value.Replace('\\', '/')))
        .Where(name => !allowed.Contains(name))
        .Select(name => $"{project.Path} references {name}");

    [GeneratedRegex(@"(?:CsKpiCases\.Web\.Features\.(?=\w+\b)|/Features/(?=\w+/))(\w+)")]
    private static partial Regex FeatureName();
}
