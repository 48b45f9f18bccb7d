using System.ComponentModel.DataAnnotations;
using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Hosting.BuyerLinks;

/// <summary>Section <c>BuyerPage</c>.</summary>
public sealed class BuyerPageSettings
{
    public const string Section = "BuyerPage";

    /// <summary>Days that a link for the buyer lasts.</summary>
    [Range(1, BuyerLink.LongestDays)]
    public int LinkDays { get; set; } = 14;

    /// <summary>Requests of one address in a minute; of one link half as many.</summary>
    [Range(10, 100_000)]
    public int RequestsPerMinute { get; set; } = 60;

    /// <summary>Files that a buyer can add to one case.</summary>
    [Range(1, 1000)]
    public int FilesPerCase { get; set; } = 40;
}
