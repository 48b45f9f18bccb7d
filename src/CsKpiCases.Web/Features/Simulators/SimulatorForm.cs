using System.Globalization;
using System.Text.RegularExpressions;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;

namespace CsKpiCases.Web.Features.Simulators;

/// <summary>A target as typed; <paramref name="Key"/> begins the names of its fields.</summary>
public sealed record TargetRow(string Key, string Clock, string Goal, string Limit, string Calendar, IReadOnlyList<string> Pauses)
{
    public bool IsBlank => Clock.Length == 0 && Goal.Length == 0 && Limit.Length == 0;
}

/// <summary>An event as typed.</summary>
public sealed record EventRow(string Key, string At, string Type, string On)
{
    public bool IsBlank => At.Length == 0 && Type.Length == 0;
}

/// <summary>All that was typed on the page; it lives in the address, so that a simulation can be sent to somebody.</summary>
public sealed partial record SimulatorForm
{
    public const int MostTargets = 15;

    /// <summary>What an address can carry: servers read some 8,000 characters of one.</summary>
    public const int MostEvents = 60;

    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm:ss";
    private static readonly string[] LocalFormats = [LocalFormat, "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm"];

    public required TimeZoneInfo Zone { get; init; }
    public string Policy { get; init; } = "";
    public string Case { get; init; } = "";

    /// <summary>Which clock of the case.</summary>
    public string Lived { get; init; } = "";
    public string AsOf { get; init; } = "";

    /// <summary>The button that was pressed.</summary>
    public string Do { get; init; } = "";
    public IReadOnlyList<TargetRow> Targets { get; init; } = [];
    public IReadOnlyList<EventRow> Events { get; init; } = [];

    public bool HasTargets => Targets.Any(t => !t.IsBlank);

    public bool HasEvents => Events.Any(e => e.At.Length > 0);

    /// <summary>
    /// There is nothing to simulate yet: nothing at all was written, or one half of it and nobody has asked for the result. Rows
    /// that were only put there to be filled are no mistakes.
    /// </summary>
    public bool IsUnfinished => Do == "run" ? !HasTargets && !HasEvents : !HasTargets || !HasEvents;

    public static SimulatorForm Read(IQueryCollection query, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(query);
        string One(string name) => query[name].ToString().Trim();
        return new SimulatorForm
        {
            Zone = zone,
            Policy = One("policy"),
            Case = One("case"),
            Lived = One("lived"),
            AsOf = One("asOf"),
            Do = One("do"),
            Targets = [.. Keys(query, 't', MostTargets).Select(k => new TargetRow(
                k, One(k + ".clock"), One(k + ".goal"), One(k + ".limit"), One(k + ".calendar"), [.. query[k + ".pause"].OfType<string>().Distinct()]))],
            Events = [.. Keys(query, 'e', MostEvents).Select(k => new EventRow(k, One(k + ".at"), One(k + ".type"), One(k + ".on")))],
        };
    }

    /// <summary>What is simulated; blank rows are none.</summary>
    public SimulationRequest ToRequest() => new()
    {
        Targets = [.. Written(Targets).Select(Spec)],
        Events = [.. Written(Events).Select(e => new SimulationEvent
        {
            At = Instant(e.At), Type = e.Type.Length == 0 ? null : e.Type, On = e.Type == "wait" && e.On.Length > 0 ? e.On : null,
        })],
        AsOf = AsOf.Length == 0 ? null : Instant(AsOf),
    };

    /// <summary>The field on the page that a path of the request means.</summary>
    public string FieldOf(string path)
    {
        var match = RowPath().Match(path);
        if (!match.Success) return path;
        var index = int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture);
        var key = match.Groups["list"].Value == "targets" ? Written(Targets)[index].Key : Written(Events)[index].Key;
        var field = match.Groups["field"].Value;
        return field.Length == 0 ? key : key + "." + (field == "pauseWhile" ? "pause" : field);
    }

    /// <summary>An instant as the fields show it.</summary>
    public static string Local(DateTime at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(at, zone).ToString(LocalFormat, CultureInfo.InvariantCulture);

    private static List<TargetRow> Written(IReadOnlyList<TargetRow> rows) => [.. rows.Where(r => !r.IsBlank)];

    private static List<EventRow> Written(IReadOnlyList<EventRow> rows) => [.. rows.Where(r => !r.IsBlank)];

    private static TargetSpec Spec(TargetRow row) => new()
    {
        Clock = row.Clock,
        Goal = Duration(row.Goal),
        Limit = Duration(row.Limit),
        PauseWhile = row.Pauses,
        Calendar = row.Calendar.Length == 0 ? null : new CalendarSpec { Reference = row.Calendar },
    };

    private static string? Duration(string text) => text.Length == 0 ? null : TypedDuration.Read(text);

    private string? Instant(string text)
    {
        if (text.Length == 0) return null;
        var isLocal = DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is >= 1900 and <= 2200;
        return isLocal ? Instants.Format(LocalDays.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), Zone)) : text;
    }

    /// <summary>The rows that the address names, in the order of their numbers.</summary>
    private static IEnumerable<string> Keys(IQueryCollection query, char list, int most) => query.Keys
        .Select(name => RowKey().Match(name)).Where(m => m.Success && m.Groups[1].Value[0] == list)
        .Select(m => int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)).Distinct().Order().Take(most)
        .Select(number => string.Create(CultureInfo.InvariantCulture, $"{list}{number}"));

    [GeneratedRegex(@"^(t|e)(\d{1,3})\.")]
    private static partial Regex RowKey();

    [GeneratedRegex(@"^(?<list>targets|events)\[(?<index>\d+)\](\.(?<field>\w+))?")]
    private static partial Regex RowPath();
}
