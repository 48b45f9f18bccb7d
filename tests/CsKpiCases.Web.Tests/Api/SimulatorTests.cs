using System.Text.Json.Nodes;
using CsKpiCases.Data.Storage;
using CsKpiCases.Web.Tests.Databases;

namespace CsKpiCases.Web.Tests.Api;

/// <summary>The simulators over HTTP, to the letter of their worked examples.</summary>
public sealed class SimulatorTests
{
    private const string Sla = """
        { "calendar": { "timeZone": "Asia/Shanghai", "weekly": { "mon": ["08:30-12:00","13:00-18:00"], "tue": ["08:30-18:00"] },
                        "holidays": ["2026-10-01"], "workdays": ["2026-10-10"], "workdayHours": ["08:30-18:00"] },
          "targets": [ { "clock": "resolution", "goal": "PT4H", "limit": "PT8H", "pauseWhile": ["buyer"] } ],
          "events": [ { "at": "2026-03-02T09:00:00+08:00", "type": "start" }, { "at": "2026-03-02T10:00:00+08:00", "type": "wait", "on": "buyer" },
                      { "at": "2026-03-02T15:00:00+08:00", "type": "resume" }, { "at": "2026-03-03T09:30:00+08:00", "type": "stop" },
                      { "at": "2026-03-04T09:30:00+08:00", "type": "restart" } ],
          "asOf": "2026-03-05T00:00:00+08:00" }
        """;

    private const string SlaAnswer = """
        { "clocks": [
          { "clock": "resolution", "run": 1, "state": "late", "elapsed": "PT5H", "goalDueAt": "2026-03-02T10:00:00Z", "limitDueAt": "2026-03-03T04:30:00Z",
            "goalMissedAt": "2026-03-02T10:00:00Z", "breachedAt": null, "stoppedAt": "2026-03-03T01:30:00Z" },
          { "clock": "resolution", "run": 2, "state": "running", "elapsed": "PT0S", "goalDueAt": "2026-03-09T05:30:00Z", "limitDueAt": "2026-03-09T09:30:00Z",
            "goalMissedAt": null, "breachedAt": null, "stoppedAt": null } ] }
        """;

    private const string Scoring = """
        { "scheme": { "lines": [ { "indicator": "service_score", "weight": 40, "rule": "direct" }, { "indicator": "resolution_rate", "weight": 40, "rule": "direct" },
                                 { "indicator": "customers_received", "weight": 20, "rule": "proportional", "target": 300 } ] },
          "values": { "service_score": 92, "resolution_rate": 0.95, "customers_received": 240 },
          "clocksJudged": 15, "goalsMissed": 2, "limitsBreached": 1, "penalties": ["C"], "additional": 15 }
        """;

    private const string ScoringAnswer = """
        { "lines": [ { "indicator": "service_score", "score": 92, "weight": 40, "points": 36.8 }, { "indicator": "resolution_rate", "score": 95, "weight": 40, "points": 38 },
                     { "indicator": "customers_received", "score": 80, "weight": 20, "points": 16 } ],
          "base": 90.8, "deductions": 5, "additional": 15, "final": 100.8, "bonusGrade": "A", "bonusRatio": 1, "postGrade": "outstanding" }
        """;

    private const string Pay = """
        { "postSalary": 1800, "sales": 18000, "repeatSales": 5000, "publicSales": 120000, "agents": 6, "performanceBase": 800, "bonusRatio": 1,
          "departmentBonus": 300, "departmentGateMet": false, "seniority": 100, "awards": 200, "penalties": 700, "minimumWage": 2200 }
        """;

    private const string PayAnswer = """
        { "personalCommission": 210, "retentionCommission": 15, "publicCommission": 100, "performanceBonus": 800, "departmentBonus": 0,
          "beforePenalties": 3225, "penaltyDeducted": 645, "penaltyWaived": 55, "pay": 2580 }
        """;

    private static readonly (string Route, string From, string To, string Path)[] Broken =
    [
        ("sla", "\"type\": \"start\"", "\"type\": \"begin\"", "events[0].type"),
        ("sla", "2026-03-02T10:00:00+08:00", "2026-03-01T10:00:00+08:00", "events[1].at"),
        ("sla", "2026-03-02T10:00:00+08:00", "2026-03-02T10:00:00", "events[1].at"),
        ("sla", "\"type\": \"resume\"", "\"type\": \"start\"", "events[2].type"),
        ("sla", "\"on\": \"buyer\"", "\"on\": \"godot\"", "events[1].on"),
        ("sla", "\"PT8H\"", "\"PT2H\"", "targets[0].limit"),
        ("sla", "\"PT8H\"", "\"eight\"", "targets[0].limit"),
        ("sla", "\"PT8H\"", "8", "targets[0].limit"),
        ("sla", "08:30-12:00", "25:30-12:00", "calendar.weekly.mon[0]"),
        ("sla", "Asia/Shanghai", "Asia/Atlantis", "calendar.timeZone"),
        ("sla", "\"asOf\"", "\"as_of\"", "as_of"),
        ("scoring", "\"weight\": 20", "\"weight\": 21", "scheme.lines"),
        ("scoring", "\"rule\": \"proportional\"", "\"rule\": \"magic\"", "scheme.lines[2].rule"),
        ("scoring", "\"indicator\": \"service_score\"", "\"indicator\": \"luck\"", "scheme.lines[0].indicator"),
        ("scoring", "\"target\": 300", "\"target\": 0", "scheme.lines[2].target"),
        ("scoring", ", \"target\": 300", "", "scheme.lines[2].target"),
        ("scoring", "\"customers_received\", \"weight\"", "\"reopen_rate\", \"weight\"", "scheme.lines[2].rule"),
        ("scoring", "\"proportional\", \"target\": 300", "\"linear\", \"target\": 300, \"threshold\": 300", "scheme.lines[2].target"),
        ("scoring", "\"proportional\", \"target\": 300", "\"bands\", \"bands\": [ { \"from\": 0, \"to\": 10, \"points\": 100 }, { \"from\": 11, \"to\": null, \"points\": 50 } ]", "scheme.lines[2].bands"),
        ("scoring", "\"clocksJudged\": 15", "\"clocksJudged\": -15", "clocksJudged"),
        ("scoring", "\"service_score\": 92", "\"service_score\": \"92\"", "values.service_score"),
        ("scoring", "\"penalties\": [\"C\"]", "\"penalties\": [\"E\"]", "penalties[0]"),
        ("scoring", "\"additional\"", "\"extra\"", "extra"),
        ("pay", "\"sales\": 18000", "\"sales\": -1", "sales"),
        ("pay", "\"sales\": 18000", "\"sales\": \"18000\"", "sales"),
        ("pay", "\"departmentGateMet\": false", "\"departmentGateMet\": 0", "departmentGateMet"),
        ("pay", "\"agents\": 6", "\"agents\": -6", "agents"),
        ("pay", "\"penalties\": 700", "\"penalties\": -700", "penalties"),
        ("pay", "\"awards\"", "\"Awards\"", "Awards"),
    ];

    [Theory, OnSqlite]
    public async Task Simulators_OnTheirExamples_AnswerToTheLetter(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        var reader = await api.TokenAsync("agent", "read");
        Same(SlaAnswer, (await api.SendAsync(reader, "POST", "/sla/simulate", Sla)).Ok());
        Same(PayAnswer, (await api.SendAsync(reader, "POST", "/pay/simulate", Pay)).Ok());
        Same(ScoringAnswer, (await api.SendAsync(reader, "POST", "/scoring/simulate", Scoring)).Ok());
    }

    [Theory, OnSqlite]
    public async Task Simulators_OnABrokenRequest_NameTheField(StoreProvider provider)
    {
        await using var api = await ApiHost.StartAsync(provider);
        foreach (var (route, from, to, path) in Broken)
        {
            var whole = route switch { "sla" => Sla, "pay" => Pay, _ => Scoring };
            Assert.Contains(from, whole, StringComparison.Ordinal);
            var refused = (await api.SendAsync("agent", "POST", $"/{route}/simulate", whole.Replace(from, to, StringComparison.Ordinal))).Refused(400, "invalid_request");
            Assert.True(refused.Paths.Contains(path), $"{route}: {to}: {refused.Body}");
        }
    }

    private static void Same(string expected, Answer answer) => Same(expected, answer.Json!);

    private static void Same(string expected, JsonNode actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());
}
