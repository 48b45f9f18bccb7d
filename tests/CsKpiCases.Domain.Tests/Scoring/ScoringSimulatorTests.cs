using System.Text.Json;
using CsKpiCases.Domain.Scoring;

namespace CsKpiCases.Domain.Tests.Scoring;

public class ScoringSimulatorTests
{
    private const string Standard = """
        { "lines": [ { "indicator": "service_score", "weight": 40, "rule": "direct" }, { "indicator": "resolution_rate", "weight": 40, "rule": "direct" },
          { "indicator": "customers_received", "weight": 20, "rule": "proportional", "target": 300 } ] }
        """;

    [Fact]
    public void Simulate_WorkedExample_AnswersToTheLetter() => Assert.Equal(
        Wire.Compact("""
            { "lines": [ { "indicator": "service_score", "score": 92, "weight": 40, "points": 36.8 },
                         { "indicator": "resolution_rate", "score": 95, "weight": 40, "points": 38 },
                         { "indicator": "customers_received", "score": 80, "weight": 20, "points": 16 } ],
              "base": 90.8, "deductions": 5, "additional": 15, "final": 100.8, "bonusGrade": "A", "bonusRatio": 1, "postGrade": "outstanding" }
            """),
        Answer($$"""
            { "scheme": {{Standard}}, "values": { "service_score": 92, "resolution_rate": 0.95, "customers_received": 240 },
              "clocksJudged": 15, "goalsMissed": 2, "limitsBreached": 1, "penalties": ["C"], "additional": 15 }
            """));

    [Fact]
    public void Simulate_ValueMissing_WeightGoesToTheOthersAndIsShownAsInTheScheme() => Assert.Equal(
        Wire.Compact("""
            { "lines": [ { "indicator": "service_score", "score": 92, "weight": 40, "points": 61.33 },
                         { "indicator": "resolution_rate", "score": null, "weight": 40, "points": null },
                         { "indicator": "customers_received", "score": 80, "weight": 20, "points": 26.67 } ],
              "base": 88, "deductions": 0, "additional": 0, "final": 88, "bonusGrade": "C", "bonusRatio": 0.7, "postGrade": "excellent" }
            """),
        Answer($$"""{ "scheme": {{Standard}}, "values": { "service_score": 92, "resolution_rate": null, "customers_received": 240 } }"""));

    [Theory]
    [InlineData("""{ "scheme": SCHEME, "penalties": ["D"], "additional": 15 }""")]
    [InlineData("""{ "scheme": SCHEME, "values": null, "penalties": ["D"], "additional": 15 }""")]
    [InlineData("""{ "scheme": SCHEME, "values": { "refund_rate": 0.1 }, "penalties": ["D"], "additional": 15 }""")]
    public void Simulate_NoDataAtAll_BaseFinalAndGradesAreNull(string request)
    {
        var answer = Wire.Read<JsonElement>(Answer(request.Replace("SCHEME", Standard, StringComparison.Ordinal)));

        foreach (var name in new[] { "base", "final", "bonusGrade", "bonusRatio", "postGrade" })
        {
            Assert.Equal(JsonValueKind.Null, answer.GetProperty(name).ValueKind);
        }

        Assert.Equal((1m, 15m), (answer.GetProperty("deductions").GetDecimal(), answer.GetProperty("additional").GetDecimal()));
    }

    [Fact]
    public void Simulate_CountsBeyondTheJudged_AreTakenAsGiven()
    {
        var answer = Simulate($$"""{ "scheme": {{Standard}}, "values": { "service_score": 100 }, "goalsMissed": 3, "limitsBreached": 2 }""").Answer!;

        Assert.Equal((5.5m, 94.5m), (answer.Deductions, answer.Final));
    }

    [Theory]
    [InlineData("{}", "scheme", "required")]
    [InlineData("""{ "scheme": {} }""", "scheme.lines", "required")]
    [InlineData("""{ "scheme": { "lines": [] } }""", "scheme.lines", "required")]
    [InlineData("""{ "scheme": { "lines": [ null ] } }""", "scheme.lines[0]", "required")]
    [InlineData("""{ "scheme": { "lines": [ { "indicator": "service_score", "weight": 99.99, "rule": "direct" } ] } }""", "scheme.lines", "weights_not_100")]
    [InlineData("""{ "scheme": SCHEME, "values": { "moon_phase": 1 } }""", "values.moon_phase", "unknown_indicator")]
    [InlineData("""{ "scheme": SCHEME, "values": { "service_score": 1000000000001 } }""", "values.service_score", "too_large")]
    [InlineData("""{ "scheme": SCHEME, "clocksJudged": -1 }""", "clocksJudged", "negative")]
    [InlineData("""{ "scheme": SCHEME, "goalsMissed": -1 }""", "goalsMissed", "negative")]
    [InlineData("""{ "scheme": SCHEME, "limitsBreached": -1 }""", "limitsBreached", "negative")]
    [InlineData("""{ "scheme": SCHEME, "additional": -0.5 }""", "additional", "negative")]
    [InlineData("""{ "scheme": SCHEME, "penalties": ["A", "E"] }""", "penalties[1]", "unknown_severity")]
    [InlineData("""{ "scheme": SCHEME, "penalties": [null] }""", "penalties[0]", "unknown_severity")]
    [InlineData("""{ "scheme": SCHEME, "penalties": ["a"] }""", "penalties[0]", "unknown_severity")]
    public void Simulate_BrokenRequest_FieldIsNamed(string request, string path, string code)
    {
        var result = Simulate(request.Replace("SCHEME", Standard, StringComparison.Ordinal));

        Assert.Null(result.Answer);
        var error = Assert.Single(result.Errors);
        Assert.Equal((path, code), (error.Path, error.Code));
        Assert.NotEmpty(error.Message);
        Assert.NotEmpty(error.MessageZh);
    }

    [Theory]
    [InlineData("""{ "indicator": "moon_phase", "weight": 100, "rule": "direct" }""", "indicator", "unknown_indicator")]
    [InlineData("""{ "weight": 100, "rule": "direct" }""", "indicator", "required")]
    [InlineData("""{ "indicator": "service_score", "weight": 100, "rule": "guess" }""", "rule", "unknown_rule")]
    [InlineData("""{ "indicator": "service_score", "weight": 100 }""", "rule", "required")]
    [InlineData("""{ "indicator": "service_score", "rule": "direct" }""", "weight", "required")]
    [InlineData("""{ "indicator": "service_score", "weight": -1, "rule": "direct" }""", "weight", "out_of_range")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "proportional" }""", "target", "required")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "proportional", "target": 0 }""", "target", "target_not_positive")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "proportional", "target": 9, "cap": 0 }""", "cap", "cap_not_positive")]
    [InlineData("""{ "indicator": "refund_rate", "weight": 100, "rule": "proportional", "target": 0.1 }""", "rule", "lower_is_better")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "linear", "threshold": 1 }""", "target", "required")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "linear", "target": 1 }""", "threshold", "required")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "linear", "target": 1, "threshold": 1.0 }""", "target", "target_equals_threshold")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "linear", "target": 1e13, "threshold": 1 }""", "target", "too_large")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "pass" }""", "target", "required")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "bands" }""", "bands", "required")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "bands", "bands": [ { "from": 0, "to": null } ] }""", "bands[0].points", "required")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "bands", "bands": [ { "points": 1 } ] }""", "bands[0].from", "required")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "bands", "bands": [ { "from": 0, "to": null, "points": 101 } ] }""", "bands[0].points", "out_of_range")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "bands", "bands": [ { "from": 1, "points": 5 } ] }""", "bands", "bands_gap")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "bands", "bands": [ { "from": 0, "to": 9, "points": 5 } ] }""", "bands", "bands_gap")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "bands", "bands": [ { "from": 0, "to": 9, "points": 5 }, { "from": 8, "points": 6 } ] }""", "bands", "bands_overlap")]
    [InlineData("""{ "indicator": "sales", "weight": 100, "rule": "bands", "bands": [ { "from": 0, "to": 0, "points": 5 }, { "from": 0, "points": 6 } ] }""", "bands", "bands_empty_interval")]
    public void Simulate_BrokenLine_FieldIsNamed(string line, string field, string code)
    {
        var zero = """{ "indicator": "service_score", "weight": 0, "rule": "direct" }""";
        var error = Assert.Single(Simulate($$"""{ "scheme": { "lines": [ {{zero}}, {{line}} ] } }""").Errors);

        Assert.Equal(($"scheme.lines[1].{field}", code), (error.Path, error.Code));
    }

    [Fact]
    public void Simulate_SeveralFaults_AllAreNamed() => Assert.Equal(
        ["scheme.lines[0].indicator", "scheme.lines[0].weight", "scheme.lines[0].rule", "additional"],
        Simulate("""{ "scheme": { "lines": [ {} ] }, "additional": -1 }""").Errors.Select(error => error.Path));

    [Theory]
    [InlineData("""{ "additional": "15" }""", "$.additional")]
    [InlineData("""{ "scheme": { "lines": [ { "weight": "40" } ] } }""", "$.scheme.lines[0].weight")]
    [InlineData("""{ "values": { "service_score": "92" } }""", "$.values.service_score")]
    [InlineData("""{ "values": { "service_score": 1e40 } }""", "$.values.service_score")]
    [InlineData("""{ "scheme": { "lines": [ { "bands": [ { "from": "0" } ] } ] } }""", "$.scheme.lines[0].bands[0].from")]
    [InlineData("""{ "penalties": [5] }""", "$.penalties[0]")]
    [InlineData("""{ "clocksJudged": 1.5 }""", "$.clocksJudged")]
    [InlineData("""{ "colour": 1 }""", "$.colour")]
    public void Read_TextOrUnknownProperty_IsRefusedWithItsPath(string request, string path) =>
        Assert.Equal(path, Assert.Throws<JsonException>(() => Wire.Read<ScoringSimulationRequest>(request)).Path);

    private static Simulated<ScoringSimulationAnswer> Simulate(string request) => ScoringSimulator.Simulate(Wire.Read<ScoringSimulationRequest>(request));

    private static string Answer(string request) => Wire.Write(Simulate(request).Answer);
}
