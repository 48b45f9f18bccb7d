using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CsKpiCases.Domain.Tests.Architecture;

/// <summary>
/// Rule 6: the time comes from TimeProvider at the edges, and stored rows hold UTC DateTime: no DateTimeOffset, which SQLite
/// cannot order.
/// </summary>
public sealed class TimeSourcesTests
{
    private static readonly string[] Clocks = ["Now", "UtcNow", "Today"];

    [Fact]
    public void Source_OfTheProduct_ReadsNoClockDirectly() => Repository.AssertNone(Repository.Files("src").SelectMany(ClockReads));

    [Theory]
    [InlineData("class C { object M() => DateTime.UtcNow; }")]
    [InlineData("class C { object M() => System.DateTimeOffset.Now.AddDays(1); }")]
    [InlineData("class C { object M() => DateTime.Today; }")]
    public void Source_ThatReadsAClock_IsFound(string sample) => Assert.NotEmpty(ClockReads(new SourceFile("Sample.cs", sample)));

    [Fact]
    public void Source_ThatAsksTheTimeProvider_IsNotFound() =>
        Assert.Empty(ClockReads(new SourceFile("Sample.cs", "class C(TimeProvider time) { object M() => time.GetUtcNow().UtcDateTime; }")));

    [Fact]
    public void Row_InDomainAndData_HoldsNoDateTimeOffset() => Repository.AssertNone(
        Repository.Files("src/CsKpiCases.Domain").Concat(Repository.Files("src/CsKpiCases.Data")).SelectMany(Offsets));

    [Theory]
    [InlineData("class Row { public DateTimeOffset OpenedAt { get; set; } }")]
    [InlineData("class Row { public System.DateTimeOffset? ClosedAt { get; set; } }")]
    [InlineData("record Row(DateTimeOffset OpenedAt);")]
    public void Row_WithADateTimeOffset_IsFound(string sample) => Assert.NotEmpty(Offsets(new SourceFile("Sample.cs", sample)));

    private static IEnumerable<string> ClockReads(SourceFile file) => file.All<MemberAccessExpressionSyntax>()
        .Where(access => Clocks.Contains(access.Name.Identifier.Text)
            && access.Expression.ToString().Split('.')[^1] is "DateTime" or "DateTimeOffset")
        .Select(access => file.At(access, access.ToString()));

    private static IEnumerable<string> Offsets(SourceFile file)
    {
        var properties = file.All<PropertyDeclarationSyntax>().Select(p => p.Type);
        var components = file.All<RecordDeclarationSyntax>().SelectMany(r => r.ParameterList?.Parameters ?? []).Select(p => p.Type);
        return properties.Concat(components)
            .Where(type => type is not null && type.ToString().Contains(nameof(DateTimeOffset), StringComparison.Ordinal))
            .Select(type => file.At(type!, type!.Parent!.ToString()));
    }
}
