using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>A case's state in words (<c>case.state.Investigating</c>), framed by its stage.</summary>
[HtmlTargetElement("state-badge", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StateBadgeTag(Texts texts) : TagHelper
{
    public string State { get; set; } = "";

    public string Stage { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var stage = Stage.ToLowerInvariant();
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "state-badge stage-" + stage);
        output.Attributes.SetAttribute("title", texts["case.stage." + stage]);
        output.Content.SetContent(texts["case.state." + State]);
    }
}
