using System.Reflection;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;
using CsKpiCases.Web.Tests.Resources;

namespace CsKpiCases.Web.Tests.Shared;

public sealed class CaseWordsTests
{
    private static readonly Texts Texts = Texts.Load(strict: true);

    [Fact]
    public void RefusalReasons_AllOfThem_HaveATextInBothLanguages()
    {
        var reasons = Constants(typeof(RefusalReason)).Where(code => code != RefusalReason.PenaltyPrefix)
            .Concat(PenaltyCodes().Select(code => RefusalReason.PenaltyPrefix + code));

        AssertTexts(reasons.Select(code => "refusal." + code));
    }

    [Fact]
    public void Triggers_OfEveryMachine_HaveATextInBothLanguages() =>
        AssertTexts(Constants(typeof(Triggers)).Select(trigger => "trigger." + trigger));

    [Fact]
    public void States_OfEveryMachine_HaveATextAndTheirTimersSayWhatHappensAtZero()
    {
        var states = CaseMachines.Available.Append(CaseType.Unclassified).SelectMany(type => CaseMachines.For(type).States).ToList();

        AssertTexts(states.Select(state => "case.state." + state.Name));
        AssertTexts(states.SelectMany(state => state.Timers).Select(timer => timer.AtZeroKey));
    }

    [Fact]
    public void Catalogues_AllKeys_HaveATextInBothLanguages()
    {
        AssertTexts(ComplaintCatalogue.Categories.Select(key => "category." + key));
        AssertTexts(ComplaintCatalogue.Causes.Select(key => "cause." + key));
        AssertTexts(SelfRuling.Causes.Select(key => "self_ruling." + key));
    }

    [Theory]
    [InlineData(typeof(CaseType), "case.type.")]
    [InlineData(typeof(Priority), "priority.")]
    [InlineData(typeof(Grade), "grade.")]
    [InlineData(typeof(Liability), "liability.")]
    [InlineData(typeof(Outcome), "outcome.")]
    [InlineData(typeof(Channel), "channel.")]
    [InlineData(typeof(PromiseKind), "promise_kind.")]
    [InlineData(typeof(LedgerStep), "ledger_step.")]
    [InlineData(typeof(LedgerPurpose), "ledger_purpose.")]
    [InlineData(typeof(Tender), "tender.")]
    [InlineData(typeof(LinkKind), "link.")]
    [InlineData(typeof(CsKpiCases.Domain.People.Platform), "platform.")]
    public void Enums_EachValue_HasATextInBothLanguages(Type type, string prefix) =>
        AssertTexts(Enum.GetNames(type).Select(name => prefix + TextCodes.Snake(name)));

    [Fact]
    public void Refusal_WithArguments_SaysThemInWords()
    {
        var elsewhere = TransitionRefused.Because(RefusalReason.NotFromThisState, "approve", "Logged", ("states", "SolutionApproval,Fulfilling"));
        var role = TransitionRefused.Because(RefusalReason.RoleRequired, "rule", "Resolved", ("roles", "supervisor,finance"));

        Assert.Equal("只能在这些状态下进行：方案待批、兑现中。", Spoken.In("zh-CN", () => Texts.Refusal(elsewhere)));
        Assert.Equal("To be done by a supervisor, finance.", Spoken.In("en", () => Texts.Refusal(role)));
    }

    private static void AssertTexts(IEnumerable<string> keys)
    {
        var missing = keys.Where(key => !Texts.Of(Web.Hosting.Language.Chinese).ContainsKey(key) || !Texts.Of(Web.Hosting.Language.English).ContainsKey(key));
        Assert.Empty(missing);
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

    private static IEnumerable<string> PenaltyCodes() => typeof(PenaltyRefusal)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(property => property.PropertyType == typeof(PenaltyRefusal))
        .Select(property => ((PenaltyRefusal)property.GetValue(null)!).Code);
}
