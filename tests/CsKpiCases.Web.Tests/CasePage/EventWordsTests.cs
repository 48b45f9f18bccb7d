using CsKpiCases.Domain.Cases;
using CsKpiCases.Web.Features.CasePage;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Tests.CasePage;

public sealed class EventWordsTests
{
    [Fact]
    public void Change_OfALongText_IsCutBetweenCharacters()
    {
        var texts = Texts.Load(strict: true);
        var words = new EventWords(texts, new TimeTexts(texts, TimeProvider.System), new PageZone());
        var start = new string('a', 79);
        var e = new CaseEvent { Kind = EventKind.FieldsChanged, Payload = $$$"""{"subject":{"from":"b","to":"{{{start}}}😀c"}}""" };

        var detail = Assert.Single(words.Say(e, _ => "").Details);

        Assert.Contains(start + "…", detail, StringComparison.Ordinal);
        Assert.DoesNotContain(detail, char.IsSurrogate);
    }
}
