using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>One of our own drawings in wwwroot/img/icons.svg; always beside words or a label, so hidden from readers.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTag : TagHelper
{
    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Svg(Name));
    }

    internal static TagBuilder Svg(string name)
    {
        var use = new TagBuilder("use");
        use.Attributes["href"] = "/img/icons.svg#" + name;
        var svg = new TagBuilder("svg");
        svg.AddCssClass("glyph");
        svg.Attributes["aria-hidden"] = "true";
        svg.Attributes["viewBox"] = "0 0 16 16";
        svg.InnerHtml.AppendHtml(use);
        return svg;
    }
}
