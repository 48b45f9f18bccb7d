using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CsKpiCases.Domain.Tests.Architecture;

/// <summary>A text of the repository, or a sample that proves that a rule can fail. The path is relative, with '/'.</summary>
internal sealed class SourceFile(string path, string text)
{
    private readonly Lazy<SyntaxNode> root = new(() => CSharpSyntaxTree.ParseText(text).GetRoot());

    public string Path { get; } = path;

    public string Text { get; } = text;

    public SyntaxNode Root => root.Value;

    public IReadOnlyList<string> Lines { get; } = text.TrimEnd('\n').Split('\n');

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public IEnumerable<T> All<T>()
        where T : SyntaxNode => Root.DescendantNodes().OfType<T>();

    public string At(SyntaxNode node, string what) => $"{Path}:{StartLine(node)} {what}";

    public static int LineCount(SyntaxNode node)
    {
        var span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static int StartLine(SyntaxNode node) => node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
}
