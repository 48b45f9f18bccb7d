using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>An instant in the shop's zone, as people say it; the whole of it as title.</summary>
[HtmlTargetElement("local-time", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class LocalTimeTag(TimeTexts times, PageZone zones) : TagHelper
{
    public DateTime? At { get; set; }

    public string? Zone { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (At is { } at)
        {
            output.Content.SetHtmlContent(Element(times, at, zones.Or(Zone), "local-time"));
        }
        else
        {
            output.Content.SetContent("—");
        }
    }

    internal static TagBuilder Element(TimeTexts times, DateTime at, TimeZoneInfo zone, string cssClass)
    {
        var element = new TagBuilder("time");
        element.AddCssClass(cssClass);
        element.Attributes["datetime"] = TimeTexts.Machine(at);
        element.Attributes["title"] = times.Full(at, zone);
        element.InnerHtml.Append(times.When(at, zone));
        return element;
    }
}
