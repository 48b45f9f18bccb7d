using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>A number people hand on: monospaced, a link where it has an address, copied by a click otherwise.</summary>
[HtmlTargetElement("case-no", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CaseNoTag(Texts texts) : TagHelper
{
    public string Value { get; set; } = "";

    public string? Href { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "case-no");
        if (Href is not null)
        {
            var link = new TagBuilder("a");
            link.Attributes["href"] = Href;
            link.InnerHtml.Append(Value);
            output.Content.AppendHtml(link);
        }

        output.Content.AppendHtml(Copy(Href is null ? Value : null));
    }

    private TagBuilder Copy(string? text)
    {
        var button = new TagBuilder("button");
        button.Attributes["type"] = "button";
        button.Attributes["data-copy"] = Value;
        button.Attributes["title"] = texts["copy.number"];
        button.Attributes["aria-label"] = texts["copy.number-of", Value];
        button.AddCssClass("copy");
        if (text is null)
        {
            button.InnerHtml.AppendHtml(IconTag.Svg("copy"));
        }
        else
        {
            button.InnerHtml.Append(text);
        }

        return button;
    }
}
