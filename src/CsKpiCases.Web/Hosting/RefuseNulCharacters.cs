using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CsKpiCases.Web.Hosting;

/// <summary>No text that a person writes holds the character 0, and PostgreSQL cannot store it: such a request is refused whole.</summary>
public sealed class RefuseNulCharacters : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var request = context.HttpContext.Request;
        var isBad = request.Query.Any(field => HasNul(field.Key) || field.Value.Any(HasNul))
            || request.RouteValues.Values.Any(value => HasNul(value as string))
            || (request.HasFormContentType && (await request.ReadFormAsync(context.HttpContext.RequestAborted)).Any(field => HasNul(field.Key) || field.Value.Any(HasNul)));
        if (isBad) context.Result = new BadRequestResult();
        else await next();
    }

    private static bool HasNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;
}
