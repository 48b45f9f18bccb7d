using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CsKpiCases.Web.Features.Shared;

/// <summary>Yuan: ¥1,234.50, a true minus sign, a dash where there is none.</summary>
[HtmlTargetElement("money", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MoneyTag : TagHelper
{
    public decimal? Amount { get; set; }

    /// <summary>Shows a plus sign, for what is a change.</summary>
    public bool Change { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "money");
        output.Content.SetContent(Text(Amount, Change));
    }

    public static string Text(decimal? amount, bool change = false)
    {
        if (amount is not { } value)
        {
            return "—";
        }

        var sign = value < 0 ? "−" : change && value > 0 ? "+" : "";
        return sign + "¥" + Math.Abs(value).ToString("N2", CultureInfo.InvariantCulture);
    }
}
