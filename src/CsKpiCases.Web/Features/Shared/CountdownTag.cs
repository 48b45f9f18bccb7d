using System.Globalization;
using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Time twice: how long is left, live, and when. Colour goes with a mark and a word.</summary>
[HtmlTargetElement("countdown", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CountdownTag(Texts texts, TimeTexts times, PageZone zones) : TagHelper
{
    public DateTime? Due { get; set; }

    public DateTime? Warn { get; set; }

    public DateTime? Alarm { get; set; }

    public bool Soft { get; set; }

    public string State { get; set; } = "running";

    /// <summary>The clock's code, such as first_response.</summary>
    public string? Clock { get; set; }

    public string? WaitsOn { get; set; }

    /// <summary>Set once the clock has stopped: nothing ticks then.</summary>
    public DateTime? StoppedAt { get; set; }

    /// <summary>Whose clock it is, for the spoken announcement: the case's number.</summary>
    public string? Of { get; set; }

    public string? Zone { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var state = State.ToLowerInvariant();
        var tone = CountdownTones.Of(state, times.Now, Due, Warn, Alarm, Soft);
        var ticks = Due is not null && StoppedAt is null && state is "running" or "missed" or "breached";
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "countdown tone-" + tone.ToString().ToLowerInvariant());
        if (ticks && Due is { } due)
        {
            SetLiveAttributes(output, state, due);
        }

        output.Content.AppendHtml(Part("countdown-left", Words(state, ticks)));
        if (Clock is not null)
        {
            output.Content.Append(" ").AppendHtml(Part("countdown-clock", texts.Code("clock.", Clock)));
        }

        if (Due is { } at && state is not ("paused" or "cancelled"))
        {
            output.Content.Append(" ").AppendHtml(LocalTimeTag.Element(times, at, zones.Or(Zone), "countdown-when"));
        }

        output.Content.Append(" ").AppendHtml(Part("visually-hidden countdown-word", ToneWord(tone)));
    }

    private void SetLiveAttributes(TagHelperOutput output, string state, DateTime due)
    {
        output.Attributes.SetAttribute("data-due", Seconds(due));
        output.Attributes.SetAttribute("data-state", state);
        output.Attributes.SetAttribute("data-soft", Soft ? "true" : "false");
        if (Warn is { } warn)
        {
            output.Attributes.SetAttribute("data-warn", Seconds(warn));
        }

        if (Alarm is { } alarm)
        {
            output.Attributes.SetAttribute("data-alarm", Seconds(alarm));
        }

        var label = string.Join(" ", new[] { Of, Clock is null ? null : texts.Code("clock.", Clock) }.Where(part => part is not null));
        output.Attributes.SetAttribute("data-label", label);
    }

    private string Words(string state, bool ticks) => state switch
    {
        "paused" => WaitsOn is null ? texts["countdown.paused"] : texts["countdown.paused-on", texts.Code("waits.", WaitsOn)],
        "met" => texts["countdown.met"],
        "late" => texts["countdown.late"],
        "cancelled" => texts["countdown.cancelled"],
        ClockLook.AtLimit => texts["countdown.at-limit"],
        "breached" when !ticks => texts["countdown.breached"],
        _ => Due is { } due ? times.Left(due) : texts["countdown.no-due"],
    };

    private string ToneWord(CountdownTone tone) => tone switch
    {
        CountdownTone.Running => texts["countdown.tone.running"],
        CountdownTone.Warn => texts["countdown.tone.warn"],
        CountdownTone.Breach => texts["countdown.tone.breach"],
        CountdownTone.Paused => texts["countdown.tone.paused"],
        CountdownTone.Met => texts["countdown.tone.met"],
        _ => texts["countdown.tone.cancelled"],
    };

    private static TagBuilder Part(string cssClass, string text)
    {
        var part = new TagBuilder("span");
        part.AddCssClass(cssClass);
        part.InnerHtml.Append(text);
        return part;
    }

    private static string Seconds(DateTime instant) =>
        new DateTimeOffset(TimeTexts.Utc(instant)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
