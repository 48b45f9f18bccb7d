using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsKpiCases.Domain.Cases;

/// <summary>Reading what a case was split off with.</summary>
public sealed partial class CaseSignals
{
    private static readonly JsonSerializerOptions PastText = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The past of the case that this one was split off; null where it was not.</summary>
    internal static SplitPast? PastOf(IReadOnlyList<CaseEvent> events)
    {
        if (events.FirstOrDefault(e => e.Kind == EventKind.SplitFrom) is not { Payload: { } payload }) return null;
        var past = JsonSerializer.Deserialize<SplitPast>(payload, PastText)!;
        // Earlier splits carried no more than the answer.
        return past.Stood is null ? past with { Stood = [] } : past;
    }

    /// <summary>The case takes up where the other one stood when it was split off.</summary>
    private void ReadPast(SplitPast past, DateTime split)
    {
        signals.AddRange(past.SignalsUntil(split));
        if (past.Stood.Count == 0) return;
        (owner, shiftsReadTo) = (past.Stood[^1].OwnerId, split);
    }
}
