using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.Simulators;

/// <summary><c>sla/simulate</c>, <c>scoring/simulate</c>, <c>pay/simulate</c>: they compute what they are given and touch nothing.</summary>
public static class SimulatorEndpoints
{
    private const string SlaExample = """
        { "calendar": { "timeZone": "Asia/Shanghai", "weekly": { "mon": ["08:30-12:00", "13:00-18:00"], "tue": ["08:30-18:00"] },
                        "holidays": ["2026-10-01"], "workdays": ["2026-10-10"], "workdayHours": ["08:30-18:00"] },
          "targets": [ { "clock": "resolution", "goal": "PT4H", "limit": "PT8H", "pauseWhile": ["buyer"] } ],
          "events": [ { "at": "2026-03-02T09:00:00+08:00", "type": "start" }, { "at": "2026-03-02T10:00:00+08:00", "type": "wait", "on": "buyer" },
                      { "at": "2026-03-02T15:00:00+08:00", "type": "resume" }, { "at": "2026-03-03T09:30:00+08:00", "type": "stop" },
                      { "at": "2026-03-04T09:30:00+08:00", "type": "restart" } ],
          "asOf": "2026-03-05T00:00:00+08:00" }
        """;

    private const string ScoringExample = """
        { "scheme": { "lines": [ { "indicator": "service_score", "weight": 40, "rule": "direct" }, { "indicator": "resolution_rate", "weight": 40, "rule": "direct" },
                                 { "indicator": "customers_received", "weight": 20, "rule": "proportional", "target": 300 } ] },
          "values": { "service_score": 92, "resolution_rate": 0.95, "customers_received": 240 },
          "clocksJudged": 15, "goalsMissed": 2, "limitsBreached": 1, "penalties": ["C"], "additional": 15 }
        """;

    private const string PayExample = """
        { "postSalary": 1800, "sales": 18000, "repeatSales": 5000, "publicSales": 120000, "agents": 6, "performanceBase": 800, "bonusRatio": 1,
          "departmentBonus": 300, "departmentGateMet": false, "seniority": 100, "awards": 200, "penalties": 700, "minimumWage": 2200 }
        """;

    public static void MapSimulators(this IEndpointRouteBuilder api)
    {
        api.MapPost("/sla/simulate", SimulateSla).Requires(ApiScope.Read, Right.Simulate)
            .Describes("simulateSla", "Try targets on a list of events", "One entry per target and run. Touches nothing.")
            .Answers<SimulationAnswer>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest, ProblemCodes.InvalidJson).Example(SlaExample);
        api.MapPost("/scoring/simulate", SimulateScoring).Requires(ApiScope.Read, Right.Simulate)
            .Describes("simulateScoring", "Score given values by a given scheme", "Outputs are rounded to two decimals. Touches nothing.")
            .Answers<ScoringSimulationAnswer>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest, ProblemCodes.InvalidJson).Example(ScoringExample);
        api.MapPost("/pay/simulate", SimulatePay).Requires(ApiScope.Read, Right.Simulate)
            .Describes("simulatePay", "Compute a month's pay", "Absent fields are 0 or false. Touches nothing.")
            .Answers<PaySimulationAnswer>(StatusCodes.Status200OK).Refuses(ProblemCodes.InvalidRequest, ProblemCodes.InvalidJson).Example(PayExample);
    }

    private static IResult SimulateSla(RawBody<SimulationRequest> body, TimeProvider clock)
    {
        var result = Simulator.Run(body.Root, clock.GetUtcNow().UtcDateTime);
        return result.Answer is { } answer ? Results.Ok(answer) : Problem.Invalid(result.Errors.Select(e => new ProblemError(e.Path, e.Code, e.Message)));
    }

    private static IResult SimulateScoring(ApiBody<ScoringSimulationRequest> body) => Answer(ScoringSimulator.Simulate(body.Value));

    private static IResult SimulatePay(ApiBody<PaySimulationRequest> body) => Answer(PaySimulator.Simulate(body.Value));

    private static IResult Answer<T>(Simulated<T> simulated)
        where T : class =>
        simulated.Answer is { } answer ? Results.Ok(answer) : Problem.Invalid(simulated.Errors.Select(e => new ProblemError(e.Path, e.Code, e.Message)));
}
