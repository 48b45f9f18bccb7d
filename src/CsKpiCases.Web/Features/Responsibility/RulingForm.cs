using System.Globalization;
using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Web.Features.Responsibility;

/// <summary>A share as the form sends it.</summary>
public sealed record ShareInput
{
    /// <summary><c>warehouse</c>, <c>courier</c>, …, or <c>agent:ID</c>.</summary>
    public string? Who { get; init; }

    /// <summary>Percent, at most two decimals.</summary>
    public string? Percent { get; init; }

    /// <summary>Yuan recovered from a courier or supplier.</summary>
    public string? Recovered { get; init; }

    public bool IsBlank => string.IsNullOrWhiteSpace(Who) && string.IsNullOrWhiteSpace(Percent) && string.IsNullOrWhiteSpace(Recovered);
}

/// <summary>The ruling's form as it was sent: text, so that what cannot be read comes back to its field.</summary>
public sealed record RulingForm
{
    private const string AgentPrefix = "agent:";

    /// <summary>The version of the case that the supervisor saw.</summary>
    public int Version { get; init; }
    public string? Question { get; init; }
    public string? Loss { get; init; }
    public string? Severity { get; init; }
    public string? Reason { get; init; }
    public string? Evidence { get; init; }
    // A list: the binder fills it, and would leave one that cannot be added to as it is.
    public List<ShareInput> Shares { get; init; } = [];

    /// <summary>Without the rows that nobody filled in.</summary>
    public RulingForm Compact() => this with { Shares = [.. Shares.Where(s => !s.IsBlank)] };

    /// <summary>The draft, with every field that cannot be read or taken. Call it on a compact form: the paths count its rows.</summary>
    public RulingDraft Read(out IReadOnlyList<FieldError> errors)
    {
        var found = new List<FieldError>();
        var draft = new RulingDraft
        {
            Question = Named<RulingQuestion>(Question),
            Loss = Amount(Loss, "loss", found),
            Severity = Named<Severity>(Severity),
            Reason = Reason,
            Evidence = Evidence,
            Shares = [.. Shares.Select((share, i) => Read(share, $"shares[{i}]", found))],
        };
        draft.Check(out var refused);
        // What could not be read is no missing field.
        errors = [.. found, .. refused.Where(e => !found.Exists(f => f.Path == e.Path))];
        return draft;
    }

    /// <summary>The shares' sum in percent, as far as they can be read.</summary>
    public decimal PercentSum() => Shares.Sum(s => Percent(s.Percent) ?? 0);

    private static PartyShareDraft Read(ShareInput share, string path, List<FieldError> errors)
    {
        var agent = share.Who?.StartsWith(AgentPrefix, StringComparison.Ordinal) == true;
        long? account = agent && long.TryParse(share.Who.AsSpan(AgentPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        var percent = Percent(share.Percent);
        if (percent is null && !string.IsNullOrWhiteSpace(share.Percent))
        {
            errors.Add(new FieldError($"{path}.basisPoints", "not_a_percentage", "A percentage with at most two decimals.", "请填写百分比，最多两位小数。"));
        }

        return new PartyShareDraft(agent ? Party.Agent : Named<Party>(share.Who), account, percent is { } known ? (int)(known * 100) : null, Amount(share.Recovered, $"{path}.recovered", errors));
    }

    private static decimal? Percent(string? text) =>
        decimal.TryParse(text?.Trim().TrimEnd('%', '％'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent <= 1000 && decimal.Round(percent, 2) == percent ? percent : null;

    private static decimal? Amount(string? text, string path, List<FieldError> errors)
    {
        if (AmountText.TryParse(text, out var yuan, out var reason)) return yuan;
        if (reason != "blank") errors.Add(new FieldError(path, reason!, "An amount in yuan with at most two decimals.", "请填写金额（元），最多两位小数。"));
        return null;
    }

    private static T? Named<T>(string? text)
        where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase));
}
