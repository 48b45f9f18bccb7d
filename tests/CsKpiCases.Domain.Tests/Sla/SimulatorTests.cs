using System.Text.Json;
using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Domain.Tests.Sla;

public sealed class SimulatorTests
{
    private const string WorkedExample = """
        { "calendar": { "timeZone": "Asia/Shanghai",
                        "weekly": { "mon": ["08:30-12:00","13:00-18:00"], "tue": ["08:30-18:00"] },
                        "holidays": ["2026-10-01"], "workdays": ["2026-10-10"], "workdayHours": ["08:30-18:00"] },
          "targets": [ { "clock": "resolution", "goal": "PT4H", "limit": "PT8H", "pauseWhile": ["buyer"] } ],
          "events": [ { "at": "2026-03-02T09:00:00+08:00", "type": "start" },
                      { "at": "2026-03-02T10:00:00+08:00", "type": "wait", "on": "buyer" },
                      { "at": "2026-03-02T15:00:00+08:00", "type": "resume" },
                      { "at": "2026-03-03T09:30:00+08:00", "type": "stop" },
                      { "at": "2026-03-04T09:30:00+08:00", "type": "restart" } ],
          "asOf": "2026-03-05T00:00:00+08:00" }
        """;

    private const string WorkedAnswer = """
        { "clocks": [
          { "clock": "resolution", "run": 1, "state": "late", "elapsed": "PT5H",
            "goalDueAt": "2026-03-02T10:00:00Z", "limitDueAt": "2026-03-03T04:30:00Z",
            "goalMissedAt": "2026-03-02T10:00:00Z", "breachedAt": null, "stoppedAt": "2026-03-03T01:30:00Z" },
          { "clock": "resolution", "run": 2, "state": "running", "elapsed": "PT0S",
            "goalDueAt": "2026-03-09T05:30:00Z", "limitDueAt": "2026-03-09T09:30:00Z",
            "goalMissedAt": null, "breachedAt": null, "stoppedAt": null } ] }
        """;

    private static readonly DateTime Now = new(2026, 3, 5, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Simulate_WorkedExample_AnswersToTheLetter()
    {
        var result = Simulator.Run(WorkedExample, Now);
        Assert.Empty(result.Errors);
        using var expected = JsonDocument.Parse(WorkedAnswer);
        Assert.Equal(JsonSerializer.Serialize(expected.RootElement), JsonSerializer.Serialize(result.Answer));
    }

    [Fact]
    public void Simulate_BoundRequest_GivesTheSameAnswerAsJson()
    {
        var request = JsonSerializer.Deserialize<SimulationRequest>(WorkedExample)!;
        Assert.Equal(
            JsonSerializer.Serialize(Simulator.Run(WorkedExample, Now).Answer),
            JsonSerializer.Serialize(Simulator.Run(request, Now).Answer));
    }

    [Theory]
    [InlineData("""{"targets":[{"clock":"c","goal":"PT4H","limit":"PT2H"}],"events":[S]}""", "targets[0].limit", SlaErrorCodes.BelowGoal)]
    [InlineData("""{"targets":[{"clock":"c","goal":"P1D","limit":"PT23H"}],"events":[S]}""", "targets[0].limit", SlaErrorCodes.BelowGoal)]
    [InlineData("""{"calendar":C,"targets":[{"clock":"c","goal":"3WD","limit":"2WD"}],"events":[S]}""", "targets[0].limit", SlaErrorCodes.BelowGoal)]
    [InlineData("""{"targets":[{"clock":"c"}],"events":[S]}""", "targets[0]", SlaErrorCodes.NoGoalOrLimit)]
    [InlineData("""{"targets":[{"clock":"c","goal":null,"limit":null}],"events":[S]}""", "targets[0]", SlaErrorCodes.NoGoalOrLimit)]
    [InlineData("""{"targets":[{"limit":"PT1H"}],"events":[S]}""", "targets[0].clock", SlaErrorCodes.Required)]
    [InlineData("""{"targets":[{"clock":"c","limit":"P1M"}],"events":[S]}""", "targets[0].limit", SlaErrorCodes.InvalidDuration)]
    [InlineData("""{"targets":[{"clock":"c","goal":"PT0.5H"}],"events":[S]}""", "targets[0].goal", SlaErrorCodes.InvalidDuration)]
    [InlineData("""{"targets":[{"clock":"c","goal":5}],"events":[S]}""", "targets[0].goal", SlaErrorCodes.WrongType)]
    [InlineData("""{"targets":[{"clock":"c","limit":"2WD"}],"events":[S]}""", "targets[0].limit", SlaErrorCodes.WorkingDaysOnContinuous)]
    [InlineData("""{"targets":[{"clock":"c","limit":"PT1H","pauseWhile":["moon"]}],"events":[S]}""", "targets[0].pauseWhile[0]", SlaErrorCodes.UnknownWait)]
    [InlineData("""{"targets":[{"clock":"c","limit":"PT1H","pauseWhile":["agent"]}],"events":[S]}""", "targets[0].pauseWhile[0]", SlaErrorCodes.UnknownWait)]
    [InlineData("""{"targets":[{"clock":"c","limit":"PT1H","colour":"red"}],"events":[S]}""", "targets[0].colour", SlaErrorCodes.UnknownProperty)]
    [InlineData("""{"targets":[{"clock":"c","limit":"PT1H","warnAt":[{"of":"goal","fraction":0.5}]}],"events":[S]}""", "targets[0].warnAt[0]", SlaErrorCodes.InvalidWarning)]
    [InlineData("""{"targets":[],"events":[S]}""", "targets", SlaErrorCodes.Required)]
    [InlineData("""{"events":[S]}""", "targets", SlaErrorCodes.Required)]
    [InlineData("""{"targets":[null],"events":[S]}""", "targets[0]", SlaErrorCodes.WrongType)]
    [InlineData("""{"targets":[T]}""", "events", SlaErrorCodes.Required)]
    [InlineData("""{"targets":[T],"events":[]}""", "events", SlaErrorCodes.Required)]
    [InlineData("""{"targets":[T],"events":[{"at":"2026-03-02T09:00:00Z","type":"stop"}]}""", "events[0].type", SlaErrorCodes.FirstNotStart)]
    [InlineData("""{"targets":[T],"events":[S,S]}""", "events[1].type", SlaErrorCodes.AlreadyStarted)]
    [InlineData("""{"targets":[T],"events":[S,{"at":"2026-03-02T09:00:00Z","type":"restart"}]}""", "events[1].type", SlaErrorCodes.RestartWithoutStop)]
    [InlineData("""{"targets":[T],"events":[S,{"at":"2026-03-02T09:00:00Z","type":"resume"}]}""", "events[1].type", SlaErrorCodes.ResumeWithoutWait)]
    [InlineData("""{"targets":[T],"events":[S,W,X,{"at":"2026-03-02T09:00:00Z","type":"resume"}]}""", "events[3].type", SlaErrorCodes.ResumeWithoutWait)]
    [InlineData("""{"targets":[T],"events":[S,X,W,{"at":"2026-03-02T09:00:00Z","type":"resume"}]}""", "events[3].type", SlaErrorCodes.ResumeWithoutWait)]
    [InlineData("""{"targets":[T],"events":[S,{"at":"2026-03-02T08:59:59Z","type":"stop"}]}""", "events[1].at", SlaErrorCodes.OutOfOrder)]
    [InlineData("""{"targets":[T],"events":[S,{"at":"2026-03-02T09:00:00Z","type":"jump"}]}""", "events[1].type", SlaErrorCodes.UnknownEventType)]
    [InlineData("""{"targets":[T],"events":[S,{"at":"2026-03-02T09:00:00Z","type":"wait","on":"moon"}]}""", "events[1].on", SlaErrorCodes.UnknownWait)]
    [InlineData("""{"targets":[T],"events":[S,{"at":"2026-03-02T09:00:00Z","type":"wait"}]}""", "events[1].on", SlaErrorCodes.Required)]
    [InlineData("""{"targets":[T],"events":[{"at":"2026-03-02T09:00:00","type":"start"}]}""", "events[0].at", SlaErrorCodes.InvalidInstant)]
    [InlineData("""{"targets":[T],"events":[{"at":"0001-01-01T00:00:00Z","type":"start"}]}""", "events[0].at", SlaErrorCodes.InvalidInstant)]
    [InlineData("""{"targets":[T],"events":[S],"asOf":"yesterday"}""", "asOf", SlaErrorCodes.InvalidInstant)]
    [InlineData("""{"targets":[T],"events":[S],"when":1}""", "when", SlaErrorCodes.UnknownProperty)]
    [InlineData("""{"calendar":{},"targets":[T],"events":[S]}""", "calendar", SlaErrorCodes.EmptyCalendar)]
    [InlineData("""{"calendar":{"weekly":{"mon":[]}},"targets":[T],"events":[S]}""", "calendar", SlaErrorCodes.EmptyCalendar)]
    [InlineData("""{"calendar":{"workdays":["2020-01-01"],"workdayHours":["09:00-18:00"]},"targets":[T],"events":[S]}""", "calendar", SlaErrorCodes.NoWorkingTime)]
    [InlineData("""{"calendar":{"weekly":{"mon":["9-18"]}},"targets":[T],"events":[S]}""", "calendar.weekly.mon[0]", SlaErrorCodes.InvalidWindow)]
    [InlineData("""{"calendar":{"weekly":{"mon":["09:00-25:00"]}},"targets":[T],"events":[S]}""", "calendar.weekly.mon[0]", SlaErrorCodes.InvalidWindow)]
    [InlineData("""{"calendar":{"weekly":{"monday":["09:00-18:00"]}},"targets":[T],"events":[S]}""", "calendar.weekly.monday", SlaErrorCodes.UnknownWeekday)]
    [InlineData("""{"calendar":{"weekly":{"mon":["09:00-18:00"]},"workdays":["2026-10-10"]},"targets":[T],"events":[S]}""", "calendar.workdayHours", SlaErrorCodes.WorkdayHoursMissing)]
    [InlineData("""{"calendar":{"weekly":{"mon":["09:00-18:00"]},"holidays":["Oct 1"]},"targets":[T],"events":[S]}""", "calendar.holidays[0]", SlaErrorCodes.InvalidDate)]
    [InlineData("""{"calendar":{"timeZone":"Mars/Olympus","weekly":{"mon":["09:00-18:00"]}},"targets":[T],"events":[S]}""", "calendar.timeZone", SlaErrorCodes.UnknownTimeZone)]
    [InlineData("""{"calendar":{"timeZone":"../etc/passwd","weekly":{"mon":["09:00-18:00"]}},"targets":[T],"events":[S]}""", "calendar.timeZone", SlaErrorCodes.UnknownTimeZone)]
    [InlineData("""{"calendar":{"continuous":true,"weekly":{"mon":["09:00-18:00"]}},"targets":[T],"events":[S]}""", "calendar", SlaErrorCodes.ContinuousWithHours)]
    [InlineData("""{"calendar":"china","targets":[T],"events":[S]}""", "calendar", SlaErrorCodes.WrongType)]
    [InlineData("[]", "", SlaErrorCodes.WrongType)]
    [InlineData("{", "", SlaErrorCodes.InvalidJson)]
    public void Simulate_BrokenRequest_NamesTheField(string json, string path, string code)
    {
        var result = Simulator.Run(Full(json), Now);
        Assert.Null(result.Answer);
        var error = Assert.Single(result.Errors);
        Assert.Equal((path, code), (error.Path, error.Code));
        Assert.NotEmpty(error.Message);
        Assert.Contains(SlaErrorCodes.All, known => known.Code == code);
    }

    [Fact]
    public void Simulate_SeveralFaults_NamesThemAll()
    {
        var result = Simulator.Run(Full("""{"targets":[{"clock":"c"},{"clock":"","limit":"x"}],"events":[W]}"""), Now);
        Assert.Equal(
            ["targets[0]", "targets[1].clock", "targets[1].limit", "events[0].type"],
            result.Errors.Select(error => error.Path));
    }

    [Theory]
    // Without a goal, met means within the limit; without a limit, late means past the goal.
    [InlineData("""{"clock":"c","limit":"PT1H"}""", "S,X", "met")]
    [InlineData("""{"clock":"c","goal":"PT30M"}""", "S,Y", "late")]
    [InlineData("""{"clock":"c","goal":"PT30M","limit":"PT2H"}""", "S,Y", "late")]
    [InlineData("""{"clock":"c","limit":"PT30M"}""", "S,Y", "breached")]
    [InlineData("""{"clock":"c","goal":"PT30M"}""", "S", "running")]
    [InlineData("""{"clock":"c","limit":"P9D","pauseWhile":["buyer"]}""", "S,W", "paused")]
    [InlineData("""{"clock":"c","limit":"PT1H","pauseWhile":["platform"]}""", "S,W", "breached")]
    // What is stopped ignores stops and waits.
    [InlineData("""{"clock":"c","limit":"PT1H"}""", "S,X,W,Y", "met")]
    public void Simulate_Verdicts_FollowGoalAndLimit(string target, string events, string state)
    {
        var result = Simulator.Run(Full($$"""{"targets":[{{target}}],"events":[{{events}}]}"""), Now);
        Assert.Equal(state, Assert.Single(result.Answer!.Clocks).State);
    }

    [Fact]
    public void Simulate_RunningPastItsGoal_StaysRunningWithTheMiss()
    {
        var result = Simulator.Run(Full("""{"calendar":null,"targets":[{"clock":"c","goal":"PT30M"}],"events":[S]}"""), Now);
        var clock = Assert.Single(result.Answer!.Clocks);
        Assert.Equal("running", clock.State);
        Assert.Equal(new DateTime(2026, 3, 2, 9, 30, 0, DateTimeKind.Utc), clock.GoalMissedAt);
        Assert.Equal("PT63H", clock.Elapsed);
    }

    [Fact]
    public void Simulate_StartAfterStop_IsASecondRun()
    {
        var result = Simulator.Run(Full("""{"targets":[T,{"clock":"platform_deadline","goal":"PT1H"}],"events":[S,X,S2]}"""), Now);
        Assert.Equal([("c", 1), ("c", 2), ("platform_deadline", 1), ("platform_deadline", 2)], result.Answer!.Clocks.Select(clock => (clock.Clock, clock.Run)));
        Assert.All(result.Answer.Clocks.Where(clock => clock.Run == 1), clock => Assert.Equal("met", clock.State));
    }

    [Fact]
    public void Simulate_StopOutOfAPauseBeforeTheDueInstant_LeavesNoDueInstant()
    {
        var result = Simulator.Run(Full("""{"targets":[{"clock":"c","limit":"P1D","pauseWhile":["buyer"]}],"events":[S,W,Y]}"""), Now);
        var clock = Assert.Single(result.Answer!.Clocks);
        Assert.Equal(("met", null, "PT0S"), (clock.State, clock.LimitDueAt, clock.Elapsed));
    }

    [Fact]
    public void Simulate_EventsAfterAsOf_AreIgnored()
    {
        var result = Simulator.Run(Full("""{"targets":[T],"events":[S,Y],"asOf":"2026-03-02T09:30:00Z"}"""), Now);
        Assert.Equal(("running", "PT30M"), (result.Answer!.Clocks[0].State, result.Answer.Clocks[0].Elapsed));
        var none = Simulator.Run(Full("""{"targets":[T],"events":[S,Y],"asOf":"2026-03-01T09:30:00Z"}"""), Now);
        Assert.Empty(none.Answer!.Clocks);
    }

    [Fact]
    public void Simulate_NoZoneNamed_IsShanghai()
    {
        var result = Simulator.Run(Full("""{"calendar":C,"targets":[T],"events":[S],"asOf":"2026-03-02T09:00:00Z"}"""), Now);
        // Monday 17:00 in Shanghai: an hour is left of the day.
        Assert.Equal(new DateTime(2026, 3, 2, 10, 0, 0, DateTimeKind.Utc), result.Answer!.Clocks[0].LimitDueAt);
    }

    private static string Full(string json) => json
        .Replace("S2", """{"at":"2026-03-02T12:00:00.9Z","type":"start"}""", StringComparison.Ordinal)
        .Replace("[S", """[{"at":"2026-03-02T09:00:00Z","type":"start"}""", StringComparison.Ordinal)
        .Replace(",S", """,{"at":"2026-03-02T09:00:00Z","type":"start"}""", StringComparison.Ordinal)
        .Replace(",W", """,{"at":"2026-03-02T09:00:00Z","type":"wait","on":"buyer"}""", StringComparison.Ordinal)
        .Replace("[W", """[{"at":"2026-03-02T09:00:00Z","type":"wait","on":"buyer"}""", StringComparison.Ordinal)
        .Replace(",X", """,{"at":"2026-03-02T09:00:00Z","type":"stop"}""", StringComparison.Ordinal)
        .Replace(",Y", """,{"at":"2026-03-02T10:00:00Z","type":"stop"}""", StringComparison.Ordinal)
        .Replace("[T", """[{"clock":"c","limit":"PT1H"}""", StringComparison.Ordinal)
        .Replace("\"calendar\":C", "\"calendar\":{\"weekly\":{\"mon\":[\"09:00-18:00\"]}}", StringComparison.Ordinal);
}
