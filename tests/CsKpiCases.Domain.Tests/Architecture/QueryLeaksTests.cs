using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CsKpiCases.Domain.Tests.Architecture;

/// <summary>Rule 4: a query is finished where it was begun; IQueryable doesn't leave its class.</summary>
public sealed class QueryLeaksTests
{
    [Fact]
    public void Query_InTheRepository_StaysInItsClass() => Repository.AssertNone(Repository.Files("src").SelectMany(Leaks));

    [Theory]
    [InlineData("class C { public IQueryable<Case> Open() => null; }")]
    [InlineData("class C { internal Task<IOrderedQueryable<Case>> Open() => null; }")]
    [InlineData("class C { public IQueryable<Case> Open { get; } }")]
    public void Query_ThatLeaves_IsFound(string sample) => Assert.NotEmpty(Leaks(new SourceFile("Sample.cs", sample)));

    // An extension of IQueryable takes the caller's own query and hands it back.
    [Theory]
    [InlineData("class C { private IQueryable<Case> Open() => null; IQueryable<Case> Late() => null; }")]
    [InlineData("static class C { public static IQueryable<T> After<T>(this IQueryable<T> query, long id) => query; }")]
    [InlineData("class C { public DbSet<Case> Cases => null; }")]
    public void Query_ThatStays_IsNotFound(string sample) => Assert.Empty(Leaks(new SourceFile("Sample.cs", sample)));

    private static IEnumerable<string> Leaks(SourceFile file)
    {
        var methods = file.All<MethodDeclarationSyntax>().Where(m => !ExtendsAQuery(m)).Select(m => ((MemberDeclarationSyntax)m, m.ReturnType));
        var properties = file.All<PropertyDeclarationSyntax>().Select(p => ((MemberDeclarationSyntax)p, p.Type));
        return methods.Concat(properties)
            .Where(member => IsVisible(member.Item1) && IsQuery(member.Item2))
            .Select(member => file.At(member.Item1, $"gives away {member.Item2}"));
    }

    private static bool IsVisible(MemberDeclarationSyntax member) => member.Modifiers.Any(m =>
        m.IsKind(SyntaxKind.PublicKeyword) || m.IsKind(SyntaxKind.InternalKeyword) || m.IsKind(SyntaxKind.ProtectedKeyword));

    private static bool IsQuery(TypeSyntax type) => type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
        .Any(name => name.Identifier.Text is "IQueryable" or "IOrderedQueryable");

    private static bool ExtendsAQuery(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters.FirstOrDefault() is { Type: { } type } first
        && first.Modifiers.Any(SyntaxKind.ThisKeyword)
        && IsQuery(type);
}
