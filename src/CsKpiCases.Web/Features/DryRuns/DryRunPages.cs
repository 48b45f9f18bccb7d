using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.DryRuns;

/// <summary>The page on which one asks for a dry run, with what was typed and what is wrong with it.</summary>
public sealed record AskPage(
    Shop Shop, string Month, string? Version, string Draft, IReadOnlyList<VersionChoice> Versions, IReadOnlyList<RunHead> Runs, IReadOnlyList<FieldError> Faults)
{
    public IEnumerable<FieldError> Of(string field) => Faults.Where(f => f.Path == field || f.Path.StartsWith(field + " ", StringComparison.Ordinal));

    public bool IsInvalid(string field) => Of(field).Any();
}

/// <summary>The page of one run.</summary>
public sealed record RunPage(Shop Shop, RunHead Head, TrialFigures? Figures, bool ShowsMoved, ChangePage? Changes, bool MayCancel)
{
    public string Href => Head.IsReprocess ? DryRunWords.ReprocessHref(Head.Id) : RunHref;

    /// <summary>Of what every dry run has: its progress, its cancelling, its file.</summary>
    public string RunHref => DryRunWords.Href(Head.Id);

    public Pager Pager => new(
        Changes is { HasNewer: true } ? $"{Href}?{Moved}before={Changes.Lines[0].Line.Ordinal}" : null,
        Changes is { HasOlder: true } ? $"{Href}?{Moved}after={Changes.Lines[^1].Line.Ordinal}" : null,
        Changes?.Lines.Count ?? 0, ShowsMoved ? Figures?.Moved : Figures?.Changed);

    /// <summary>What was tried has been done since.</summary>
    public bool IsApplied { get; init; }

    private string Moved => ShowsMoved ? "show=moved&" : "";
}

/// <summary>The words of dry runs in the reader's language.</summary>
public static class DryRunWords
{
    public static string Href(long id) => FormattableString.Invariant($"/sla/dry-run/{id}");

    /// <summary>Of the page of a reprocess, whose dry run has its id.</summary>
    public static string ReprocessHref(long id) => FormattableString.Invariant($"/sla/reprocess/{id}");

    public static string Status(this Texts texts, DryRunStatus status) => texts.Code("dryrun.status.", status.ToString());

    /// <summary>
    /// A verdict, or that there would be no such clock. That its goal is missed is said of what runs on, and else where it makes
    /// the difference.
    /// </summary>
    public static string Verdict(this Texts texts, ClockState? state, DateTime? missed, DateTime? otherMissed)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (state is not { } known) return texts["dryrun.no-clock"];
        var said = texts.Code("dryrun.verdict.", known.ToString());
        var isSaid = known is ClockState.Running or ClockState.Paused || (known != ClockState.Late && otherMissed is null);
        return isSaid && missed is not null ? said + " · " + texts["dryrun.late"] : said;
    }

    /// <summary>What runs past its goal is no longer calm.</summary>
    public static string Tone(ClockState? state, DateTime? missed) => state is ClockState.Running && missed is not null ? "warn" : Tone(state);

    private static string Tone(ClockState? state) => state switch
    {
        ClockState.Running => "running",
        ClockState.Paused => "paused",
        ClockState.Met => "met",
        ClockState.Late => "warn",
        ClockState.Breached => "breach",
        _ => "cancelled",
    };

    /// <summary>The one sentence: how many cases would have breached instead of how many.</summary>
    public static string Sentence(this Texts texts, TrialFigures figures)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(figures);
        return figures.Changed == 0 && figures.CasesBreachedAfter == figures.CasesBreachedBefore
            ? texts["dryrun.sentence.same", figures.CasesBreachedBefore, figures.Cases]
            : texts["dryrun.sentence", figures.CasesBreachedAfter, figures.CasesBreachedBefore, figures.Cases, figures.CasesChanged];
    }

    /// <summary>What is wrong: a field of the draft is named by its path.</summary>
    public static string Fault(this Texts texts, FieldError error)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(error);
        var key = texts.Has("dryrun.error." + error.Code) ? "dryrun.error." + error.Code : "sim.error." + error.Code;
        var said = texts.Has(key) ? texts[key] : error.Message;
        var path = error.Path.Split(' ', 2);
        return path.Length == 2 ? $"{path[1]}: {said}" : said;
    }
}
