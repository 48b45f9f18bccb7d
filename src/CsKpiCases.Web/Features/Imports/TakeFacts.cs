using System.Text.Json;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Imports.Reading;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Api;
using Ids = CsKpiCases.Web.Hosting.Api.Ids;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>What a list of facts came to.</summary>
/// <param name="ImportId">The import that it can be undone by; null in a dry run.</param>
/// <param name="FirstRejected">Line: the item's place, from 1.</param>
public sealed record FactsAnswer(string? ImportId, long Read, long Added, long Changed, long Unchanged, long Rejected, IReadOnlyList<string> UnknownAgents, IReadOnlyList<RejectedRow> FirstRejected);

/// <summary>Takes a list of facts from a program by the import of its kind, so that both mean the same.</summary>
public sealed class TakeFacts(NamedShop named, ImportFile import, StoreConnection store, IdSource ids)
{
    public const int MostItems = 1000;

    public async Task<IResult> RunAsync<T>(HttpContext http, string kind, FactsRequest<T> request, CancellationToken cancellation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Items is not { Count: > 0 and <= MostItems } items) throw new ProblemException(Problem.Invalid("items", FieldCodes.OutOfRange, $"1 to {MostItems} items."));
        if (items.Any(i => i is null)) throw new ProblemException(Problem.Invalid("items", FieldCodes.Required, "An item is null."));
        var shop = await named.FindAsync(http, request.Shop, cancellation);
        var path = UploadedFiles.PathOf(store.DataFolder, ids.Next(), ".json");
        ImportOutcome outcome;
        try
        {
            await using (var file = File.Create(path)) await JsonSerializer.SerializeAsync(file, items, JsonText.Options, cancellation);
            var asked = new ImportRequest(kind, path) { FileName = "API", Shop = shop.Code, IsDryRun = request.DryRun == true, ById = http.SignedIn().AccountId };
            outcome = await import.RunAsync(asked, null, cancellation);
        }
        finally
        {
            File.Delete(path);
        }

        return outcome is ImportOutcome.Done { Result: var result }
            ? Results.Ok(new FactsAnswer(result.RunId is { } id ? Ids.Text(id) : null, result.Read, result.Added, result.Changed, result.Unchanged, result.Rejected, result.UnknownAgents, result.FirstRejected))
            : Problem.Invalid([.. ((ImportOutcome.Refused)outcome).Errors.Select(e => new ProblemError(e.Path, e.Code, e.Message))]);
    }
}
