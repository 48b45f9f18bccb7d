using System.Globalization;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>How much of a duration is used, as a ring; beside a countdown, which says it in words.</summary>
[HtmlTargetElement("clock-ring", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ClockRingTag(Texts texts) : TagHelper
{
    public long ElapsedSeconds { get; set; }

    public long TotalSeconds { get; set; }

    public CountdownTone Tone { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var used = TotalSeconds <= 0 ? 100 : Math.Clamp(100 * ElapsedSeconds / TotalSeconds, 0, 100);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "clock-ring tone-" + Tone.ToString().ToLowerInvariant());
        output.Attributes.SetAttribute("viewBox", "0 0 36 36");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", texts["clock.used", used]);
        var dash = used.ToString(CultureInfo.InvariantCulture);
        output.Content.SetHtmlContent(
            """<circle class="ring-track" cx="18" cy="18" r="15" fill="none" stroke-width="5"/>"""
            + $"""<circle class="ring-used" cx="18" cy="18" r="15" fill="none" stroke-width="5" pathLength="100" stroke-dasharray="{dash} 100" transform="rotate(-90 18 18)"/>""");
    }
}
