using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>A duration with its units; the exact seconds for programs.</summary>
[HtmlTargetElement("duration", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DurationTag(TimeTexts times) : TagHelper
{
    public long? Seconds { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "duration");
        if (Seconds is { } seconds)
        {
            output.Attributes.SetAttribute("datetime", FormattableString.Invariant($"PT{Math.Abs(seconds)}S"));
            output.Content.SetContent((seconds < 0 ? "−" : "") + times.Duration(seconds));
        }
        else
        {
            output.TagName = "span";
            output.Content.SetContent("—");
        }
    }
}
