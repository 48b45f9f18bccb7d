using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CsKpiCases.Web.Hosting.Store;

/// <summary>A form that files come with may be as large as the settings of evidence say.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesFilesAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    /// <summary>Before the check of the anti-forgery token, which reads the form.</summary>
    public int Order => 900;

    /// <summary>On the buyer's page, which takes less.</summary>
    public bool OfBuyer { get; init; }

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        var settings = http.RequestServices.GetRequiredService<EvidenceSettings>();
        var most = OfBuyer ? settings.LargestBuyerForm : settings.LargestForm;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = most;
        if (http.Features.Get<IFormFeature>() is not { Form: not null }) http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = most }));
    }
}
