using System.Reflection;
using CsKpiCases.Domain.Cases;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CsKpiCases.Domain.Tests.Architecture;

/// <summary>
/// Rule 2: a state changes only through its transition table. The setters are private; the one method behind them is called
/// by the engine and by the import of history; no bulk update goes round them.
/// </summary>
public sealed class StateWritesTests
{
    private static readonly string[] StateProperties = ["State", "Stage", "WaitsOn", "StateEnteredAt"];
    private static readonly string[] Allowed = ["src/CsKpiCases.Domain/Cases/", "src/CsKpiCases.Domain/Workflow/"];

    [Fact]
    public void Setters_OfTheState_AreNotPublic() => Repository.AssertNone(PublicSetters(typeof(Case)));

    [Fact]
    public void Setters_ThatArePublic_AreFound() => Assert.NotEmpty(PublicSetters(typeof(OpenToAll)));

    [Fact]
    public void Source_OutsideTheEngine_EntersNoState() => Repository.AssertNone(Repository.Files("src").SelectMany(Writes));

    [Theory]
    [InlineData("src/CsKpiCases.Web/Features/Cases/CloseCase.cs", "found.EnterState(\"Closed\", Stage.Closed, Wait.None, now);")]
    [InlineData("src/CsKpiCases.Data/CaseStore.cs", "db.Cases.ExecuteUpdate(u => u.SetProperty(c => c.State, \"Closed\"));")]
    public void Source_ThatWritesAState_IsFound(string path, string statement) =>
        Assert.NotEmpty(Writes(new SourceFile(path, $"class C {{ void M() {{ {statement} }} }}")));

    [Theory]
    [InlineData("src/CsKpiCases.Domain/Workflow/Engine.cs", "it.EnterState(to, stage, waitsOn, now);")]
    [InlineData("src/CsKpiCases.Web/Features/Imports/ImportEventLog.cs", "it.EnterState(to, stage, waitsOn, at);")]
    [InlineData("src/CsKpiCases.Data/CaseStore.cs", "db.Cases.ExecuteUpdate(u => u.SetProperty(c => c.TeamId, 1));")]
    public void Source_ThatMay_IsNotFound(string path, string statement) =>
        Assert.Empty(Writes(new SourceFile(path, $"class C {{ void M() {{ {statement} }} }}")));

    private static IEnumerable<string> PublicSetters(Type type) => StateProperties
        .Select(name => type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance))
        .Where(property => property?.SetMethod?.IsPublic == true)
        .Select(property => $"{type.Name}.{property!.Name} has a public setter");

    private static IEnumerable<string> Writes(SourceFile file)
    {
        if (Allowed.Any(a => file.Path.StartsWith(a, StringComparison.Ordinal)) || file.Name.StartsWith("Import", StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (var call in file.All<InvocationExpressionSyntax>())
        {
            var called = (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.Text;
            if (called == "EnterState" || (called == "SetProperty" && NamesState(call)))
            {
                yield return file.At(call, call.ToString());
            }
        }
    }

    private static bool NamesState(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.FirstOrDefault()?.Expression is SimpleLambdaExpressionSyntax { Body: MemberAccessExpressionSyntax member }
        && StateProperties.Contains(member.Name.Identifier.Text);

    private sealed class OpenToAll
    {
        public string State { get; set; } = "";
    }
}
