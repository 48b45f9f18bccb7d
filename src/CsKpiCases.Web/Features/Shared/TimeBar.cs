namespace CsKpiCases.Web.Features.Shared;

/// <summary>One holder of time.</summary>
/// <param name="Waiting">Time that somebody outside had the case: hatched in the legend, pale in the bar.</param>
public sealed record TimeBarPart(string Name, long Seconds, bool Waiting);

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
