using System.Globalization;
using CsKpiCases.Domain.Cases;
using Microsoft.AspNetCore.WebUtilities;

namespace CsKpiCases.Web.Features.WorkList;

/// <summary>The tabs of the work list.</summary>
public enum WorkView
{
    Mine,
    Team,
    Unassigned,
    Today,
    Breached,
}

/// <summary>What of the work list is asked for: all of it stands in the address, so that it can be kept and sent.</summary>
public sealed record WorkListFilter
{
    public WorkView? View { get; init; }
    public CaseType? Type { get; init; }
    public string? State { get; init; }
    public Stage? Stage { get; init; }
    public long? Owner { get; init; }
    public Wait? Wait { get; init; }
    public Grade? Grade { get; init; }
    public Priority? Priority { get; init; }

    /// <summary>Search: then closed cases are looked through as well, newest first.</summary>
    public string? Q { get; init; }

    /// <summary>Cursor: the rows after it.</summary>
    public string? After { get; init; }

    /// <summary>Cursor: the rows before it.</summary>
    public string? Before { get; init; }

    public bool IsSearch => !string.IsNullOrWhiteSpace(Q);

    /// <summary>Whether anything beside the view narrows the list.</summary>
    public bool IsNarrowed => Type is not null || State is not null || Stage is not null || Owner is not null || Wait is not null || Grade is not null || Priority is not null;

    /// <summary>The address of this list.</summary>
    public string Href()
    {
        var parts = new Dictionary<string, string?>
        {
            ["view"] = Lower(View),
            ["type"] = Lower(Type),
            ["state"] = State,
            ["stage"] = Lower(Stage),
            ["owner"] = Owner?.ToString(CultureInfo.InvariantCulture),
            ["wait"] = Lower(Wait),
            ["grade"] = Grade?.ToString(),
            ["priority"] = Lower(Priority),
            ["q"] = Q,
            ["after"] = After,
            ["before"] = Before,
        };
        return QueryHelpers.AddQueryString("/cases", parts.Where(part => !string.IsNullOrEmpty(part.Value)));
    }

    /// <summary>Another tab, the same narrowing.</summary>
    public WorkListFilter In(WorkView view) => this with { View = view, Q = null, After = null, Before = null };

    private static string? Lower(Enum? value) => value is null ? null : char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
}

/// <summary>A place in a list that is sorted by due instant, then id.</summary>
public readonly record struct WorkCursor(DateTime DueAt, long Id)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{new DateTimeOffset(DueAt, TimeSpan.Zero).ToUnixTimeSeconds()}-{Id}");

    /// <summary>Null for what is not one.</summary>
    public static WorkCursor? Read(string? text)
    {
        var dash = text?.LastIndexOf('-') ?? -1;
        return dash > 0
            && long.TryParse(text.AsSpan(0, dash), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && seconds is >= -62_135_596_800 and <= 253_402_300_799
            ? new WorkCursor(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime, id)
            : null;
    }
}
