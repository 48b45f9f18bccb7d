using System.Text.Json;
using System.Text.Json.Nodes;
using CsKpiCases.Web.Hosting.Api;
using Microsoft.OpenApi;

namespace CsKpiCases.Web.Features.ApiReference;

/// <summary>A parameter of a route, or a property of a schema.</summary>
/// <param name="Schema">The schema that the type names, to link to.</param>
public sealed record FieldLine(string Name, string In, string Type, string? Schema, bool IsRequired, string? Description);

/// <summary>What a route can answer.</summary>
public sealed record AnswerLine(string Status, string Description, string? Schema);

/// <summary>One route.</summary>
public sealed record RouteEntry(
    string Id, string Method, string Path, string Summary, string Description, IReadOnlyList<FieldLine> Parameters, string? BodySchema, string? Example, IReadOnlyList<AnswerLine> Answers);

/// <summary>One schema of the document.</summary>
public sealed record SchemaEntry(string Name, string? Description, IReadOnlyList<FieldLine> Properties, IReadOnlyList<string> Values);

/// <summary>The API as people read it: made from the OpenAPI document and the lists of codes.</summary>
public sealed record ApiReferencePage(IReadOnlyList<IGrouping<string, RouteEntry>> Groups, IReadOnlyList<SchemaEntry> Schemas)
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    public static ApiReferencePage Of(OpenApiDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var routes = document.Paths.SelectMany(p => (p.Value.Operations ?? []).Select(o => (Tag: o.Value.Tags?.FirstOrDefault()?.Name ?? "", Entry: Route(p.Key, o.Key, o.Value))));
        var schemas = (document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>()).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => Schema(s.Key, s.Value));
        return new ApiReferencePage([.. routes.OrderBy(r => r.Entry.Path, StringComparer.Ordinal).ThenBy(r => r.Entry.Method, StringComparer.Ordinal).GroupBy(r => r.Tag, r => r.Entry)], [.. schemas]);
    }

    private static RouteEntry Route(string path, HttpMethod method, OpenApiOperation operation)
    {
        var body = operation.RequestBody?.Content?.FirstOrDefault().Value;
        return new RouteEntry(
            operation.OperationId ?? path, method.Method, path, operation.Summary ?? "", operation.Description ?? "",
            [.. (operation.Parameters ?? []).Select(p => new FieldLine(p.Name ?? "", p.In?.ToString() ?? "", TypeOf(p.Schema), null, p.Required, p.Description))],
            Name(body?.Schema), Pretty(body?.Example),
            [.. (operation.Responses ?? []).Select(r => new AnswerLine(r.Key, r.Value.Description ?? "", Name(r.Value.Content?.FirstOrDefault().Value?.Schema)))]);
    }

    private static SchemaEntry Schema(string name, IOpenApiSchema schema)
    {
        var required = schema.Required ?? new HashSet<string>();
        var properties = (schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            .Select(p => new FieldLine(p.Key, "", TypeOf(p.Value), Name(p.Value), required.Contains(p.Key), p.Value.Description));
        return new SchemaEntry(name, schema.Description, [.. properties], [.. (schema.Enum ?? []).Select(v => v?.ToString() ?? "null")]);
    }

    /// <summary>The schema of ours that a schema is, holds in a list, or may be beside null.</summary>
    private static string? Name(IOpenApiSchema? schema) => schema switch
    {
        null => null,
        OpenApiSchemaReference reference => reference.Reference.Id,
        _ => Name(schema.Items) ?? (schema.OneOf ?? []).Select(Name).FirstOrDefault(n => n is not null),
    };

    private static string TypeOf(IOpenApiSchema? schema)
    {
        if (schema is null) return "";
        if (schema is OpenApiSchemaReference reference) return reference.Reference.Id ?? "";
        if (schema.OneOf is { Count: > 0 } choices) return string.Join(" | ", choices.Select(TypeOf));
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Array)) return TypeOf(schema.Items) + "[]";
        var name = schema.Type?.ToString().ToLowerInvariant().Replace(", ", " | ", StringComparison.Ordinal) ?? "any";
        return schema.Format is { } format ? $"{name} ({format})" : name;
    }

    private static string? Pretty(JsonNode? example) => example?.ToJsonString(Indented);
}
