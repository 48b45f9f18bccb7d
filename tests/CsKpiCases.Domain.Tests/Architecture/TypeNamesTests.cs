using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CsKpiCases.Domain.Tests.Architecture;

/// <summary>Names say what a thing is in the field's own words: none of those that fit anything.</summary>
public sealed partial class TypeNamesTests
{
    private static readonly string[] Banned = ["Manager", "Helper", "Util", "Utils", "Utility", "Common", "Dto", "Info", "Impl"];

    [Fact]
    public void Type_InTheRepository_HasNoBannedName() =>
        Repository.AssertNone(new[] { "src", "migrations", "tests" }.SelectMany(folder => Repository.Files(folder)).SelectMany(BannedNames));

    [Theory]
    [InlineData("class CaseManager { }")]
    [InlineData("static class DateHelper { }")]
    [InlineData("record CaseDto(long Id);")]
    [InlineData("class CaseData { }")]
    [InlineData("interface ICommonThing { }")]
    [InlineData("enum ShopInfo { None }")]
    [InlineData("class CaseStoreImpl { }")]
    public void Type_WithABannedName_IsFound(string sample) => Assert.NotEmpty(BannedNames(new SourceFile("Sample.cs", sample)));

    // The framework's word for an element that a view may write, and words that only hold the letters of a banned one.
    [Theory]
    [InlineData("class CountdownTagHelper { }")]
    [InlineData("class Database { } class DataImport { } class Information { }")]
    [InlineData("class Accounts(UserManager<User> users) { }")]
    public void Type_WithAnotherName_IsNotFound(string sample) => Assert.Empty(BannedNames(new SourceFile("Sample.cs", sample)));

    [Fact]
    public void Service_InTheRepository_HasMoreThanOneImplementation() => Repository.AssertNone(LonelyServices([.. Repository.Files("src")]));

    [Fact]
    public void Service_WithOneImplementation_IsFound()
    {
        SourceFile[] one = [new("IMailService.cs", "interface IMailService { }"), new("Mail.cs", "class MailService : IMailService { }")];
        Assert.NotEmpty(LonelyServices(one));
        Assert.Empty(LonelyServices([.. one, new("Quiet.cs", "class NoMail : IMailService { }")]));
    }

    private static IEnumerable<string> BannedNames(SourceFile file) => Declared(file)
        .Where(d => IsBanned(d.Name))
        .Select(d => file.At(d.Node, d.Name));

    private static IEnumerable<(MemberDeclarationSyntax Node, string Name)> Declared(SourceFile file) =>
        file.All<BaseTypeDeclarationSyntax>().Select(t => ((MemberDeclarationSyntax)t, t.Identifier.Text))
            .Concat(file.All<DelegateDeclarationSyntax>().Select(d => ((MemberDeclarationSyntax)d, d.Identifier.Text)));

    private static bool IsBanned(string name)
    {
        var words = Word().Matches(name.Replace("TagHelper", "", StringComparison.Ordinal)).Select(m => m.Value).ToList();
        return words.Any(Banned.Contains) || (words.Count > 1 && words[^1] == "Data");
    }

    private static IEnumerable<string> LonelyServices(IReadOnlyCollection<SourceFile> files)
    {
        var bases = files.SelectMany(f => f.All<TypeDeclarationSyntax>())
            .Where(t => !t.IsKind(SyntaxKind.InterfaceDeclaration))
            .SelectMany(t => t.BaseList?.Types.Select(b => b.Type.ToString()) ?? [])
            .ToLookup(name => name);
        return files
            .SelectMany(f => f.All<InterfaceDeclarationSyntax>().Select(i => (File: f, Node: i)))
            .Where(x => x.Node.Identifier.Text.EndsWith("Service", StringComparison.Ordinal) && bases[x.Node.Identifier.Text].Count() < 2)
            .Select(x => x.File.At(x.Node, $"{x.Node.Identifier.Text} has one implementation: use the class"));
    }

    [GeneratedRegex("[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")]
    private static partial Regex Word();
}
