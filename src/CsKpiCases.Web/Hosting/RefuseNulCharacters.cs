using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CsKpiCases.Web.Hosting;

/// <summary>
/// No text that a person writes holds the character 0, and PostgreSQL cannot store it: such a request is refused whole, as is a
/// form that cannot be read or is beyond its limits.
/// </summary>
public sealed class RefuseNulCharacters : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        // The page that says what was wrong is reached with the same request.
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            await next();
            return;
        }

        if (await RefusalAsync(http) is { } status) context.Result = new StatusCodeResult(status);
        else await next();
    }

    private static async Task<int?> RefusalAsync(HttpContext http)
    {
        try
        {
            return await HoldsNulAsync(http) ? StatusCodes.Status400BadRequest : null;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    private static async Task<bool> HoldsNulAsync(HttpContext http)
    {
        var request = http.Request;
        return request.Query.Any(field => HasNul(field.Key) || field.Value.Any(HasNul))
            || request.RouteValues.Values.Any(value => HasNul(value as string))
            || (request.HasFormContentType && (await request.ReadFormAsync(http.RequestAborted)).Any(field => HasNul(field.Key) || field.Value.Any(HasNul)));
    }

    private static bool HasNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;
}
