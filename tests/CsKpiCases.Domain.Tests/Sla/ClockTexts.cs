using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Tests.Sla;

/// <summary>Clocks as text: to compare them, and to store and load them between two signals as rows would.</summary>
internal static class ClockTexts
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveTheTargetOut } },
    };

    public static string Of(CaseClocks clocks) => JsonSerializer.Serialize(clocks.Clocks, Options);

    public static string Of(Clock clock) => JsonSerializer.Serialize(clock, Options);

    /// <summary>Advances by one signal at a time, through stored text each time.</summary>
    public static CaseClocks Incremental(Policy policy, IReadOnlyList<Signal> signals)
    {
        var clocks = new CaseClocks(policy);
        for (var index = 0; index < signals.Count; index++)
        {
            if (clocks.NeedsRecompute(signals[index]))
            {
                clocks = CaseClocks.Recompute(policy, [.. signals.Take(index + 1)]);
                continue;
            }
            var stored = JsonSerializer.Deserialize<List<Clock>>(Of(clocks), Options)!;
            foreach (var (clock, known) in stored.Zip(clocks.Clocks)) clock.Target = known.Target;
            clocks = CaseClocks.Restore(clocks.Policy, clocks.Standing, stored);
            clocks.Apply(signals[index]);
        }
        return clocks;
    }

    private static void LeaveTheTargetOut(JsonTypeInfo type)
    {
        for (var index = type.Properties.Count - 1; type.Type == typeof(Clock) && index >= 0; index--)
        {
            if (type.Properties[index].Name == nameof(Clock.Target))
            {
                type.Properties.RemoveAt(index);
            }
        }
    }
}
