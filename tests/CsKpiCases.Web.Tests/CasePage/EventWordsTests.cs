using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Features.CasePage;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;
using CsKpiCases.Web.Tests.Resources;

namespace CsKpiCases.Web.Tests.CasePage;

public sealed class EventWordsTests
{
    [Theory]
    [InlineData(1, "house-complaint, version 3", "the policy has a new version (before: 2)", "why: Complaint, Grade A (the most specific)")]
    [InlineData(2, "house-complaint, version 3", "instead of house, version 1", "why: Complaint, Grade A (the most specific)")]
    [InlineData(9, "house-complaint, version 3", "why: Complaint, Grade A (the most specific)")]
    public void PolicyChange_InTheStory_NamesTheVersionAndWhy(long from, params string[] details)
    {
        var texts = Texts.Load(strict: true);
        var words = new EventWords(texts, new TimeTexts(texts, TimeProvider.System), new PageZone());
        var e = new CaseEvent
        {
            Kind = EventKind.PolicyChanged, Payload = $$"""{"policyVersionId":3,"policy":"house-complaint","reason":"more_fields:caseType=complaint;grade=A","from":{{from}}}""",
        };
        var known = new Dictionary<long, PolicyVersionName> { [1] = new("house-complaint", 2), [2] = new("house", 1), [3] = new("house-complaint", 3) };

        Assert.Equal(details, Spoken.In("en", () => words.Say(e, _ => "", id => known.GetValueOrDefault(id ?? 0)).Details));
    }

    [Fact]
    public void Change_OfALongText_IsCutBetweenCharacters()
    {
        var texts = Texts.Load(strict: true);
        var words = new EventWords(texts, new TimeTexts(texts, TimeProvider.System), new PageZone());
        var start = new string('a', 79);
        var e = new CaseEvent { Kind = EventKind.FieldsChanged, Payload = $$$"""{"subject":{"from":"b","to":"{{{start}}}😀c"}}""" };

        var detail = Assert.Single(words.Say(e, _ => "", _ => null).Details);

        Assert.Contains(start + "…", detail, StringComparison.Ordinal);
        Assert.DoesNotContain(detail, char.IsSurrogate);
    }
}
