using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CsKpiCases.Benchmarks;

/// <summary>What a benchmark is told on the command line.</summary>
/// <param name="Cases">How many cases the store holds.</param>
/// <param name="Program">Folder of a published program; null: published by the benchmark.</param>
/// <param name="Json">Where to write the figures.</param>
internal sealed record BenchmarkOptions(int Cases, string? Program, string? Json)
{
    /// <summary>Null where an option is unknown or lacks its value.</summary>
    public static BenchmarkOptions? Parse(string[] args)
    {
        var options = new BenchmarkOptions(10_000, null, null);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--cases" when int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var cases): options = options with { Cases = cases }; break;
                case "--program": options = options with { Program = Path.GetFullPath(args[i + 1]) }; break;
                case "--json": options = options with { Json = Path.GetFullPath(args[i + 1]) }; break;
                default: return null;
            }
        }

        return args.Length % 2 == 0 ? options : null;
    }
}

/// <summary>One figure: the median of its runs, beside its floor and its bar.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">ms or MB.</param>
/// <param name="Values">Of every run.</param>
/// <param name="Bar">The most it may be; null: shown only.</param>
internal sealed record BenchmarkLine(string Name, string Unit, IReadOnlyList<double> Values, double? Bar = null)
{
    public double Median => Values.Order().ElementAt(Values.Count / 2);

    public bool IsWithinBar => Bar is null || Median <= Bar;
}

/// <summary>The figures of one benchmark.</summary>
internal sealed record BenchmarkReport(string Name, string Conditions, IReadOnlyList<BenchmarkLine> Lines)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Table()
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{Name}: {Conditions}");
        foreach (var line in Lines)
        {
            var bar = line.Bar is { } most ? string.Create(CultureInfo.InvariantCulture, $"bar {most:0} {(line.IsWithinBar ? "kept" : "MISSED")}") : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"  {line.Name,-44} median {line.Median,8:0.#} {line.Unit}   {line.Values.Min():0.#}–{line.Values.Max():0.#} of {line.Values.Count}   {bar}");
        }

        return text.ToString();
    }

    public string Json() => JsonSerializer.Serialize(this, Indented);
}
