namespace CsKpiCases.Web.Features.Shared;

/// <summary>One holder of time.</summary>
/// <param name="Waiting">Time that somebody outside had the case: hatched in the legend, pale in the bar.</param>
public sealed record TimeBarPart(string Name, long Seconds, bool Waiting)
{
    /// <summary>Time that he had the case off shift, which is the queue's: his colour, lighter, and a mark of its own in the legend.</summary>
    public bool IsOffShift { get; init; }

    /// <summary>How it is drawn, beside its colour.</summary>
    public string Look => Waiting ? "waiting" : IsOffShift ? "off-shift" : "";
}

/// <summary>For <c>_TimeBar</c>: where a case's time went, in order.</summary>
public sealed record TimeBar(IReadOnlyList<TimeBarPart> Parts)
{
    /// <summary>Each part with its place on a scale of 0 to 100.</summary>
    public IEnumerable<(TimeBarPart Part, decimal From, decimal Width)> Placed()
    {
        var total = Math.Max(1, Parts.Sum(part => part.Seconds));
        var before = 0L;
        foreach (var part in Parts)
        {
            yield return (part, 100m * before / total, 100m * part.Seconds / total);
            before += part.Seconds;
        }
    }

    /// <summary>One colour per name, whatever its place.</summary>
    public int Colour(TimeBarPart part) => Parts.Select(other => other.Name).Distinct().ToList().IndexOf(part.Name) % 8;
}
