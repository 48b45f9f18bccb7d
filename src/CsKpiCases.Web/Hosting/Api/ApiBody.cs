using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>The JSON body of a request, read strictly.</summary>
/// <param name="Root">As it came.</param>
/// <param name="Value">As the route's type.</param>
public sealed record ApiBody<T>(JsonElement Root, T Value) : IBindableFromHttpContext<ApiBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    static async ValueTask<ApiBody<T>?> IBindableFromHttpContext<ApiBody<T>>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var root = await JsonBody.ReadAsync(context);
        return new ApiBody<T>(root, JsonBody.Convert<T>(root, ApiJson.Options));
    }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
    }
}

/// <summary>The JSON body of a request that reads itself and names every fault at once; <typeparamref name="T"/> describes it.</summary>
public sealed record RawBody<T>(JsonElement Root) : IBindableFromHttpContext<RawBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    static async ValueTask<RawBody<T>?> IBindableFromHttpContext<RawBody<T>>.BindAsync(HttpContext context, ParameterInfo parameter) => new(await JsonBody.ReadAsync(context));

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
    }
}
