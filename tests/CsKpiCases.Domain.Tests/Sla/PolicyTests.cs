using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using static CsKpiCases.Domain.Tests.Sla.Calendars;

namespace CsKpiCases.Domain.Tests.Sla;

public sealed class PolicyTests
{
    private static readonly DateTime AsOf = At("2026-06-01 00:00");

    [Fact]
    public void Choose_MostMatchFields_WinsWhateverItsOrder()
    {
        var choice = PolicyChoice.Choose(
            [Named("wide", 1), Named("narrow", 9, ("caseType", "complaint"), ("grade", "A")), Named("half", 1, ("caseType", "complaint"))],
            new CaseFields { CaseType = "complaint", Grade = "A" })!;
        Assert.Equal(("narrow", "more_fields:caseType=complaint;grade=A"), (choice.Policy.Name, choice.Reason));
    }

    [Theory]
    [InlineData("a", 2, "b", 1, "b", ChoiceGround.LowerOrder)]
    [InlineData("b", 1, "a", 1, "a", ChoiceGround.Name)]
    [InlineData("a", 1, "B", 1, "B", ChoiceGround.Name)]
    public void Choose_EquallySpecific_TakesOrderThenName(string one, int order, string two, int otherOrder, string chosen, ChoiceGround ground)
    {
        var choice = PolicyChoice.Choose([Named(one, order), Named(two, otherOrder)], new CaseFields())!;
        Assert.Equal((chosen, ground), (choice.Policy.Name, choice.Ground));
    }

    [Fact]
    public void Choose_DisabledOrUnmatched_IsPassedOver()
    {
        var disabled = new Policy { Name = "off", Targets = [], IsEnabled = false };
        Assert.Null(PolicyChoice.Choose([disabled, Named("x", 1, ("shop", "one"))], new CaseFields { Shop = "two" }));
        var only = PolicyChoice.Choose([disabled, Named("x", 1, ("shop", "two"))], new CaseFields { Shop = "two" })!;
        Assert.Equal(ChoiceGround.OnlyMatch, only.Ground);
    }

    [Fact]
    public void Follow_OwnPolicyStillFits_StaysWithItThoughAnotherIsMoreSpecific()
    {
        var (own, narrow) = (Named("own", 5), Named("narrow", 1, ("caseType", "complaint")));
        var choice = PolicyChoice.Follow(own, [own, narrow], new CaseFields { CaseType = "complaint" })!;
        Assert.Equal(("own", "followed:"), (choice.Policy.Name, choice.Reason));
    }

    [Fact]
    public void Follow_OwnPolicyDisabledOrNoLongerFits_ChoosesAnew()
    {
        var fields = new CaseFields { CaseType = "complaint" };
        var (off, wide) = (new Policy { Name = "own", Targets = [], IsEnabled = false }, Named("wide", 9));
        Assert.Equal("wide", PolicyChoice.Follow(off, [off, wide], fields)!.Policy.Name);
        var moved = Named("own", 1, ("caseType", "return"));
        Assert.Equal("wide", PolicyChoice.Follow(moved, [moved, wide], fields)!.Policy.Name);
        Assert.Equal("wide", PolicyChoice.Follow(null, [moved, wide], fields)!.Policy.Name);
    }

    [Theory]
    [InlineData("kuaishou", "return", "refund_only", null, "kuaishou-refund-only")]
    [InlineData("kuaishou", "return", "return_refund", null, "kuaishou-return-refund")]
    [InlineData("taobao", "return", "return_refund", null, "house-refund")]
    [InlineData("taobao", "return", "pre_shipment", null, "house-pre-shipment")]
    [InlineData("kuaishou", "complaint", null, "A", "house-complaint-grave")]
    [InlineData("jd", "complaint", null, "B", "house-complaint-grave")]
    [InlineData("jd", "complaint", null, "C", "house-complaint")]
    [InlineData("jd", "complaint", null, null, "house-complaint")]
    [InlineData("jd", "exchange", null, null, "house")]
    public void Shipped_Cases_GetTheirPack(string platform, string type, string? subKind, string? grade, string expected)
    {
        var fields = new CaseFields { Platform = platform, CaseType = type, SubKind = subKind, Grade = grade };
        Assert.Equal(expected, PolicyChoice.Choose(ShippedPolicies.All, fields)!.Policy.Name);
    }

    [Theory]
    [InlineData("kuaishou-refund-only", "first_handling", "PT2H", "PT12H", null, 0)]
    [InlineData("kuaishou-refund-only", "resolution", "PT2H", "PT14H", null, 0)]
    [InlineData("kuaishou-return-refund", "first_handling", "PT4H", "PT24H", null, 0)]
    [InlineData("kuaishou-return-refund", "return_receipt", "PT12H", "PT24H", null, 0)]
    [InlineData("kuaishou-return-refund", "resolution", "PT55H", "PT150H", null, 0)]
    [InlineData("house", "first_response", "PT2H", "PT8H", "shift", 4)]
    [InlineData("house", "next_response", "PT2H", "PT8H", "shift", 4)]
    [InlineData("house", "finance", "1WD", "2WD", "china", 0)]
    [InlineData("house", "warehouse", "PT8H", "PT24H", null, 0)]
    [InlineData("house", "department", "PT24H", "PT48H", null, 0)]
    [InlineData("house", "outbound", "PT24H", "PT48H", null, 0)]
    [InlineData("house", "platform_deadline", "PT12H", null, null, 0)]
    [InlineData("house", "penalty_review", "3WD", "5WD", "china", 0)]
    [InlineData("house", "appeal_reply", "3WD", "5WD", "china", 0)]
    [InlineData("house-refund", "first_handling", "1WD", "2WD", "china", 4)]
    [InlineData("house-pre-shipment", "resolution", "1WD", "2WD", "china", 4)]
    [InlineData("house-complaint", "resolution", "3WD", "5WD", "china", 4)]
    [InlineData("house-complaint-grave", "resolution", "PT24H", "PT72H", null, 4)]
    public void Shipped_Target_IsAsPublished(string policy, string clock, string goal, string? limit, string? calendar, int pauses)
    {
        var target = ShippedPolicies.All.Single(candidate => candidate.Name == policy).TargetOf(clock)!;
        Assert.Equal((goal, limit, calendar, pauses), (target.Goal?.ToString(), target.Limit?.ToString(), target.Calendar.Name, target.PauseWhile.Count));
        Assert.False(target.PauseWhile.Contains(Wait.Warehouse));
    }

    [Fact]
    public void PolicyFile_Shipped_ReadsBackAsWritten()
    {
        var text = PolicyFile.Format(ShippedPolicies.All);
        var errors = new FieldErrors();
        var read = PolicyFile.Parse(text, ShippedCalendars.Find, AsOf, errors);
        Assert.Empty(errors.All);
        Assert.Equal(text, PolicyFile.Format(read));
        Assert.Equal(["AwaitingReturn"], read[1].TargetOf("resolution")!.PauseIn);
    }

    [Fact]
    public void PolicyFile_DocumentedExample_Parses()
    {
        var errors = new FieldErrors();
        var policy = Assert.Single(PolicyFile.Parse("""
            [{ "name": "imported-24h", "order": 10, "match": { "caseType": "complaint" }, "calendar": { "continuous": true },
               "targets": [ { "clock": "resolution", "limit": "PT24H", "pauseWhile": ["buyer"] } ] }]
            """, _ => null, AsOf, errors));
        Assert.Empty(errors.All);
        Assert.Equal((10, Hours(24)), (policy.Order, policy.Targets[0].Limit!.Value.Amount));
    }

    [Fact]
    public void PolicyFile_OwnCalendarsAndWarnings_ReadBack()
    {
        const string json = """
            [{ "name": "客诉", "enabled": false, "match": { "grade": ["A", "B"], "shop": "demo" },
               "calendar": { "timeZone": "Asia/Shanghai", "weekly": { "mon": ["09:00-18:00"] } },
               "targets": [ { "clock": "resolution", "goal": "1WD", "warnAt": [ { "of": "goal", "lead": "PT2H" }, { "of": "goal", "fraction": 0.5 } ] },
                            { "clock": "warehouse", "limit": "PT8H", "calendar": "shift" },
                            { "clock": "platform_deadline" } ] }]
            """;
        var errors = new FieldErrors();
        var policies = PolicyFile.Parse(json, ShippedCalendars.Find, AsOf, errors);
        Assert.Empty(errors.All);
        var text = PolicyFile.Format(policies);
        Assert.Contains("客诉", text, StringComparison.Ordinal);
        Assert.Equal(text, PolicyFile.Format(PolicyFile.Parse(text, ShippedCalendars.Find, AsOf, errors)));
        Assert.Equal(2, policies[0].Targets[0].WarnAt.Count);
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "[0].targets", SlaErrorCodes.Required)]
    [InlineData("""{"targets":[T]}""", "[0].name", SlaErrorCodes.Required)]
    [InlineData("""{"name":"x","targets":[T],"calendar":"moon"}""", "[0].calendar", SlaErrorCodes.UnknownCalendar)]
    [InlineData("""{"name":"x","targets":[T],"match":{"colour":"red"}}""", "[0].match.colour", SlaErrorCodes.UnknownMatchField)]
    [InlineData("""{"name":"x","targets":[T],"match":{"shop":[]}}""", "[0].match.shop", SlaErrorCodes.Required)]
    [InlineData("""{"name":"x","targets":[T,T]}""", "[0].targets[1].clock", SlaErrorCodes.DuplicateClock)]
    [InlineData("""{"name":"x","targets":[T]},{"name":"x","targets":[T]}""", "[1].name", SlaErrorCodes.DuplicateName)]
    [InlineData("""{"name":"x","targets":[{"clock":"platform_deadline","limit":"PT1H"}]}""", "[0].targets[0].limit", SlaErrorCodes.DeadlineIsGiven)]
    [InlineData("""{"name":"x","order":1.5,"targets":[T]}""", "[0].order", SlaErrorCodes.WrongType)]
    [InlineData("""{"name":"x","targets":[{"clock":"c","limit":"PT1H","calendar":{}}]}""", "[0].targets[0].calendar", SlaErrorCodes.EmptyCalendar)]
    public void PolicyFile_Broken_NamesTheField(string policy, string path, string code)
    {
        var errors = new FieldErrors();
        PolicyFile.Parse($"[{policy.Replace("T]", "{\"clock\":\"c\",\"limit\":\"PT1H\"}]", StringComparison.Ordinal).Replace("[T,", "[{\"clock\":\"c\",\"limit\":\"PT1H\"},", StringComparison.Ordinal)}]", _ => null, AsOf, errors);
        var error = Assert.Single(errors.All);
        Assert.Equal((path, code), (error.Path, error.Code));
    }

    [Fact]
    public void CalendarFile_Shipped_ReadsBackAsWritten()
    {
        var text = CalendarFile.Format(ShippedCalendars.All);
        var errors = new FieldErrors();
        var read = CalendarFile.Parse(text, AsOf, errors);
        Assert.Empty(errors.All);
        Assert.Equal(text, CalendarFile.Format(read));
        Assert.Equal(2026, read[1].HolidaysKnownUntil);
        Assert.Equal(
            ShippedCalendars.China.Elapsed(At("2007-01-01 00:00"), At("2026-12-31 00:00")),
            read[1].Elapsed(At("2007-01-01 00:00"), At("2026-12-31 00:00")));
    }

    private static Policy Named(string name, int order, params (string Field, string Value)[] match) => new()
    {
        Name = name,
        Order = order,
        Match = match.ToDictionary(field => field.Field, field => (IReadOnlyList<string>)[field.Value]),
        Targets = [],
    };
}
