using CsKpiCases.Data.Cases;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Store;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Policies;

/// <summary>Puts the pages of one policy together, as the reader may see and edit them.</summary>
public sealed class BuildPolicyPage(ReadPolicy read, CheckPolicy check, PolicyBook book, CurrentShop current, ShopBook shops, FollowInBackground follow, TimeProvider clock, Texts texts)
{
    /// <summary>The stored policy, or a new one where no name is given; null where there is none of the name.</summary>
    public async Task<PolicyPage?> RunAsync(string? name, SignedIn reader, CancellationToken cancellation)
    {
        var pages = await book.ReadAsync(cancellation);
        var reached = await current.ReachedAsync(cancellation);
        var choices = PolicyChoices.Of(reached, pages);
        if (name is null)
        {
            var empty = new PolicyForm { Order = "100", Targets = [new TargetInput { Clock = ClockNames.Resolution }] };
            return new PolicyPage(empty, null, choices, FieldFaults.None, [], texts.ReadOnlyReason(reader, [], []), null, 0);
        }

        if (await read.RunAsync(name, reached, cancellation) is not { } stored) return null;
        var form = PolicyFormReader.Read(stored.Row.Document, stored.Row.Id)! with { IsEnabled = stored.Policy.IsEnabled };
        var reason = texts.ReadOnlyReason(reader, await shops.AllAsync(cancellation), [stored.Policy]);
        var warnings = SlaWarnings.Of(stored.Policy, pages.Current, clock.GetUtcNow().UtcDateTime);
        return new PolicyPage(form, stored, choices, FieldFaults.None, warnings, reason, null, await LeftAsync(reached, cancellation));
    }

    /// <summary>The form as sent; told of what somebody else has saved since it was opened.</summary>
    public static PolicyPage With(PolicyPage page, PolicyForm form, FieldFaults faults)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(form);
        var newest = page.Stored?.Versions[0];
        var since = newest is not null && form.BaseId != newest.Id ? newest : null;
        return page with { Form = since is null ? form : form with { BaseId = newest!.Id }, Faults = faults, Warnings = [], Since = since };
    }

    /// <summary>What saving the form would change; the form's page where it is refused.</summary>
    public async Task<(PolicyPreview? Preview, PolicyPage Page)> PreviewAsync(PolicyPage page, PolicyForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(form);
        var found = await check.RunAsync(form.ToJson(), page.Stored?.Policy.Name, page.Choices, cancellation);
        var shown = With(page, form, found.Faults);
        if (found.Policy is not { } policy || shown.Since is not null) return (null, shown);
        var changes = PolicyDifference.Between(found.Before, policy);
        var leaving = page.Stored is null ? 0 : await read.CountLeavingAsync(await current.ReachedAsync(cancellation), page.Stored, policy, cancellation);
        return (new PolicyPreview(shown, policy, PolicyFile.Format([policy]), changes, found.Warnings, page.Stored?.Open ?? 0, leaving), shown);
    }

    public async Task<Following> FollowingAsync(SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var left = await LeftAsync(await current.ReachedAsync(cancellation), cancellation);
        return new Following(left, follow.IsRunning, reader.CanAnywhere(Right.EditPolicies));
    }

    private Task<int> LeftAsync(IReadOnlyList<Shop> reached, CancellationToken cancellation) => read.CountLeftAsync(reached, cancellation);
}
