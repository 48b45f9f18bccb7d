using CsKpiCases.Web.Resources;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>受理 ─ 分类 ─ 分配 ─ ●调查 ─ 解决 ─ 定责; every stage is done when the case is closed.</summary>
[HtmlTargetElement("stage-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StageBarTag(Texts texts) : TagHelper
{
    private static readonly string[] Stages = ["intake", "classify", "assign", "investigate", "resolve", "penalize"];

    /// <summary>The stage's name, or closed.</summary>
    public string Current { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var current = Current.Equals("closed", StringComparison.OrdinalIgnoreCase)
            ? Stages.Length
            : Array.FindIndex(Stages, stage => stage.Equals(Current, StringComparison.OrdinalIgnoreCase));
        if (current < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(context), Current, "not a stage");
        }

        output.TagName = "ol";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "stage-bar");
        output.Attributes.SetAttribute("aria-label", texts["stage.bar"]);
        for (var i = 0; i < Stages.Length; i++)
        {
            output.Content.AppendHtml(Step(i, current));
        }
    }

    private TagBuilder Step(int index, int current)
    {
        var step = new TagBuilder("li");
        step.AddCssClass(index < current ? "done" : index == current ? "current" : "ahead");
        if (index == current)
        {
            step.Attributes["aria-current"] = "step";
        }

        step.InnerHtml.Append(texts["case.stage." + Stages[index]]);
        if (index < current)
        {
            var done = new TagBuilder("span");
            done.AddCssClass("visually-hidden");
            done.InnerHtml.Append(" " + texts["stage.done"]);
            step.InnerHtml.AppendHtml(done);
        }

        return step;
    }
}
