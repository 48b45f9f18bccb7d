using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>A problem document, for the OpenAPI document.</summary>
/// <param name="Type">The code's place on the reference page.</param>
/// <param name="Title">The same for every problem of the code.</param>
/// <param name="Detail">What is wrong with this very request.</param>
/// <param name="Code">One of those listed on the reference page.</param>
/// <param name="TraceId">The request, in the logs.</param>
/// <param name="Errors">The fields at fault.</param>
public sealed record ProblemAnswer(string Type, string Title, int Status, string Detail, string Code, string TraceId, IReadOnlyList<ProblemError> Errors);

/// <summary>Puts into the OpenAPI document what the routes say of themselves: parameters, problems, examples, who is let in.</summary>
internal static class ApiDocumentShape
{
    private const string BearerScheme = "bearer";
    private const string CookieScheme = "cookie";
    private const string CsrfScheme = "csrf";

    private static readonly string[] OfEveryRoute =
        [ProblemCodes.Unauthenticated, ProblemCodes.InvalidToken, ProblemCodes.Forbidden, ProblemCodes.ScopeMissing, ProblemCodes.RateLimited, ProblemCodes.Internal];

    private static readonly string[] OfEveryBody = [ProblemCodes.CsrfToken, ProblemCodes.TooLarge, ProblemCodes.UnsupportedMediaType];

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = route => route.RelativePath?.StartsWith(ApiPath.Prefix[1..], StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(DescribeAsync);
    }

    private static async Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "CsKpiCases",
            Version = "1",
            Description = "Cases of after-sales service, their clocks, money and responsibility. Ids are text; instants are UTC in whole seconds; amounts are yuan.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        var components = document.Components ??= new OpenApiComponents();
        components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [BearerScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of the scope that the route names: read, cases, import or admin." },
            [CookieScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "cases", Description = "The session of somebody signed in at the site." },
            [CsrfScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = ApiGate.CsrfHeader, Description = "With the cookie, for everything but GET." },
        };
        document.AddComponent("Problem", await context.GetOrCreateSchemaAsync(typeof(ProblemAnswer), null, cancellation));
        document.AddComponent("FieldError", await context.GetOrCreateSchemaAsync(typeof(ProblemError), null, cancellation));
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Tags = new HashSet<OpenApiTagReference> { new(context.Description.RelativePath!.Split('/')[2], context.Document) };
        AddParameters(operation, metadata.OfType<ApiParameter>());
        AddForm(operation, metadata.OfType<ApiForm>().FirstOrDefault());
        AddExample(operation, metadata.OfType<ApiExample>().FirstOrDefault());
        if (metadata.OfType<ApiBytes>().Any()) AddBytes(operation);
        AddProblems(operation, metadata.OfType<ApiRefusals>().SelectMany(r => r.Codes), context.Document!);
        if (metadata.OfType<ApiAccess>().FirstOrDefault() is { } access) AddSecurity(operation, access, context.Document!);
        return Task.CompletedTask;
    }

    private static void AddParameters(OpenApiOperation operation, IEnumerable<ApiParameter> parameters)
    {
        operation.Parameters ??= [];
        foreach (var path in operation.Parameters.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Path))
        {
            path.Description = path.Name == "no" ? "The case's number, such as AS2603020001." : "An id, as text.";
        }

        foreach (var p in parameters)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = p.Name,
                In = p.In == "header" ? ParameterLocation.Header : ParameterLocation.Query,
                Description = p.Description,
                Required = p.IsRequired,
                Schema = new OpenApiSchema { Type = p.IsWholeNumber ? JsonSchemaType.Integer : JsonSchemaType.String },
            });
        }
    }

    private static void AddForm(OpenApiOperation operation, ApiForm? form)
    {
        if (form is null) return;
        var parts = form.Texts.ToDictionary(t => t, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String });
        parts[form.File] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["multipart/form-data"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = parts, Required = new HashSet<string> { form.File } } },
            },
        };
    }

    private static void AddExample(OpenApiOperation operation, ApiExample? example)
    {
        if (example is null || operation.RequestBody?.Content is not { } content) return;
        foreach (var media in content.Values) media.Example = JsonNode.Parse(example.Json);
    }

    private static void AddBytes(OpenApiOperation operation) => (operation.Responses ??= [])["200"] = new OpenApiResponse
    {
        Description = "The bytes.",
        Content = new Dictionary<string, OpenApiMediaType> { ["*/*"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } },
    };

    private static void AddProblems(OpenApiOperation operation, IEnumerable<string> own, OpenApiDocument document)
    {
        var codes = own.Concat(OfEveryRoute).Concat(operation.RequestBody is null ? [] : OfEveryBody).Distinct().Select(ProblemCodes.Of);
        operation.Responses ??= [];
        foreach (var status in codes.GroupBy(c => c.Status).OrderBy(g => g.Key))
        {
            operation.Responses[status.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join(" ", status.Select(c => $"{c.Code}: {c.Meaning}")),
                Content = new Dictionary<string, OpenApiMediaType> { [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference("Problem", document) } },
            };
        }
    }

    private static void AddSecurity(OpenApiOperation operation, ApiAccess access, OpenApiDocument document)
    {
        operation.Description += $" Scope: {access.Scope}. Right: {EnumNames.Of(access.Right)}.";
        var cookie = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(CookieScheme, document)] = [] };
        if (operation.RequestBody is not null) cookie[new OpenApiSecuritySchemeReference(CsrfScheme, document)] = [];
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] }, cookie];
    }
}
