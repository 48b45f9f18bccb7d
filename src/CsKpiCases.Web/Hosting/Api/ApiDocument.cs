using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>The OpenAPI document: made once from the routes, since they do not change while the program runs.</summary>
public sealed class ApiDocument([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider provider) : IDisposable
{
    public const string Name = "v1";
    public const string Address = "/openapi/v1.json";

    private readonly SemaphoreSlim gate = new(1);
    private (OpenApiDocument Document, byte[] Json)? made;

    public async Task<(OpenApiDocument Document, byte[] Json)> GetAsync(CancellationToken cancellation)
    {
        if (made is { } known) return known;
        await gate.WaitAsync(cancellation);
        try
        {
            if (made is { } raced) return raced;
            var document = await provider.GetOpenApiDocumentAsync(cancellation);
            var fresh = (document, Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellation)));
            made = fresh;
            return fresh;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
