using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CsKpiCases.Domain.Tests.Architecture;

/// <summary>Rule 8 and the folder tree: the build's own rules stay on, and nothing lies about that the tree does not name.</summary>
public sealed partial class HouseTests
{
    private static readonly (string Property, string Value)[] Required =
    [
        ("Nullable", "enable"), ("TreatWarningsAsErrors", "true"), ("AnalysisLevel", "latest-recommended"), ("EnforceCodeStyleInBuild", "true"),
    ];

    private static readonly Dictionary<string, string[]> Tree = new()
    {
        [""] = ["src", "tests", "migrations", "wwwroot", "CsKpiCases.sln", "README.md", "LICENSE", "global.json", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"],
        ["src"] = ["decisions", "CsKpiCases.Domain", "CsKpiCases.Data", "CsKpiCases.Web"],
        ["migrations"] = ["Sqlite", "Postgres", "Tool"],
        ["src/CsKpiCases.Web/Features"] = ["_ViewImports.cshtml", "_ViewStart.cshtml"],
    };

    [Fact]
    public void Build_OfEveryProject_KeepsItsRules()
    {
        var shared = new SourceFile("Directory.Build.props", File.ReadAllText(Path.Combine(Repository.Folder, "Directory.Build.props")));
        var projects = new[] { "src", "migrations", "tests" }.SelectMany(folder => Repository.Files(folder, ".csproj"));
        Repository.AssertNone(Missing(shared).Concat(projects.SelectMany(Weakened)));
    }

    [Fact]
    public void Build_WithoutARule_IsFound() => Assert.NotEmpty(Missing(new SourceFile(
        "Directory.Build.props", "<Project><PropertyGroup><Nullable>enable</Nullable></PropertyGroup></Project>")));

    [Theory]
    [InlineData("<PropertyGroup><TreatWarningsAsErrors>false</TreatWarningsAsErrors></PropertyGroup>")]
    [InlineData("<PropertyGroup><Nullable>disable</Nullable></PropertyGroup>")]
    [InlineData("<ItemGroup><PackageReference Include=\"Quartz\" Version=\"4.0.0\" /></ItemGroup>")]
    [InlineData("<ItemGroup><PackageReference Include=\"Quartz\" VersionOverride=\"4.0.0\" /></ItemGroup>")]
    public void Project_ThatWeakensTheRules_IsFound(string content) =>
        Assert.NotEmpty(Weakened(new SourceFile("Sample.csproj", $"<Project>{content}</Project>")));

    [Theory]
    [InlineData("")]
    [InlineData("src")]
    [InlineData("migrations")]
    public void Folder_OfTheTree_HoldsOnlyWhatIsNamed(string folder) =>
        Repository.AssertNone(Strangers(folder, Entries(Path.Combine(Repository.Folder, folder))));

    [Fact]
    public void Features_Loose_AreOnlyTheViewFiles()
    {
        const string features = "src/CsKpiCases.Web/Features";
        var path = Path.Combine(Repository.Folder, features);
        var files = Directory.Exists(path) ? Directory.GetFiles(path).Select(Path.GetFileName).OfType<string>() : [];
        Repository.AssertNone(Strangers(features, files));
    }

    [Fact]
    public void Folder_WithAStranger_IsFound()
    {
        Assert.NotEmpty(Strangers("", ["src", "docs"]));
        Assert.NotEmpty(Strangers("src", ["CsKpiCases.Common"]));
    }

    [Fact]
    public void Decisions_InOrder_AreNumberedWithoutGaps()
    {
        var names = Directory.GetFiles(Path.Combine(Repository.Folder, "src", "decisions")).Select(Path.GetFileName).OfType<string>();
        Repository.AssertNone(Misnumbered([.. names.Order(StringComparer.Ordinal)]));
    }

    [Fact]
    public void Decisions_WithAGap_AreFound() => Assert.NotEmpty(Misnumbered(["0001-one.md", "0003-three.md"]));

    private static IEnumerable<string> Missing(SourceFile props) => Required
        .Where(r => XDocument.Parse(props.Text).Descendants(r.Property).All(e => e.Value != r.Value))
        .Select(r => $"{props.Path}: {r.Property} is not {r.Value}");

    private static IEnumerable<string> Weakened(SourceFile project)
    {
        var elements = XDocument.Parse(project.Text).Descendants().ToList();
        var properties = elements.Where(e => Required.Any(r => r.Property == e.Name.LocalName && r.Value != e.Value));
        var versions = elements.Where(e => e.Name.LocalName == "PackageReference"
            && (e.Attribute("Version") ?? e.Attribute("VersionOverride")) is not null);
        return properties.Concat(versions).Select(e => $"{project.Path}: {e}");
    }

    // What version control ignores or hides is nobody's business here.
    private static IEnumerable<string> Entries(string folder)
    {
        var ignored = File.ReadAllLines(Path.Combine(Repository.Folder, ".gitignore")).Select(line => line.Trim('/')).ToHashSet();
        return Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).OfType<string>()
            .Where(name => !name.StartsWith('.') && !ignored.Contains(name) && !ignored.Contains("*" + Path.GetExtension(name)));
    }

    private static IEnumerable<string> Strangers(string folder, IEnumerable<string> entries) =>
        entries.Where(name => !Tree[folder].Contains(name)).Select(name => $"'{folder}' holds '{name}', which the tree does not name");

    private static IEnumerable<string> Misnumbered(IReadOnlyList<string> names) => names
        .Where((name, index) => !DecisionName().IsMatch(name) || int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture) != index + 1)
        .Select(name => $"src/decisions/{name} is out of order");

    [GeneratedRegex(@"^\d{4}-[a-z0-9-]+\.md$")]
    private static partial Regex DecisionName();
}
