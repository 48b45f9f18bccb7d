using System.Globalization;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>The shop's attendance list, and figures that others have counted: the agents' conversion, DSR, internal complaints, public sales.</summary>
internal static class DemoFigures
{
    public static IEnumerable<object> Of(DemoStage stage, IEnumerable<RosterEntry> roster, DateOnly from, DateOnly until)
    {
        foreach (var day in Attendance(stage, roster, from, until)) yield return day;
        for (var month = new DateOnly(from.Year, from.Month, 1); month < until; month = month.AddMonths(1))
        {
            var last = month.AddMonths(1).AddDays(-1);
            // the running month's are told up to yesterday
            foreach (var figure in Month(stage, month, last < until ? last : until.AddDays(-1))) yield return figure;
        }
    }

    private static IEnumerable<AttendanceDay> Attendance(DemoStage stage, IEnumerable<RosterEntry> roster, DateOnly from, DateOnly until)
    {
        var agents = stage.Agents.Select(a => a.Id).ToList();
        foreach (var entry in roster.Where(r => r.WorksOn >= from && r.WorksOn < until && agents.Contains(r.AccountId)))
        {
            var random = DemoRandom.Of(stage.Seed, -(entry.WorksOn.DayNumber * 1000L) - agents.IndexOf(entry.AccountId) - 11_000_000_000L);
            var isHalf = random.Chance(0.03);
            yield return new AttendanceDay
            {
                Id = stage.Ids.Next(), ShopId = stage.Shop.Id, NaturalKey = string.Create(CultureInfo.InvariantCulture, $"{entry.AccountId}|{entry.WorksOn:yyyy-MM-dd}"),
                AgentId = entry.AccountId, Day = entry.WorksOn, Due = 1, Present = isHalf ? 0.5m : 1, Reason = isHalf ? "事假半天" : null,
            };
        }
    }

    private static IEnumerable<ShopFigure> Month(DemoStage stage, DateOnly first, DateOnly last)
    {
        var random = DemoRandom.Of(stage.Seed, -first.DayNumber - 13_000_000_000L);
        var days = last.DayNumber - first.DayNumber + 1;
        foreach (var agent in stage.Agents)
        {
            var asked = days * random.Between(9, 15);
            yield return Share(stage, "conversion_rate", agent.Id, first, last, (int)(asked * (0.3 + (agent.Tact * 0.5))), asked);
            var paid = days * 4;
            yield return Share(stage, "refund_rate", agent.Id, first, last, random.Between(0, Math.Max(1, paid / 14)), paid);
        }

        yield return Figure(stage, "dsr", null, first, last, 4.6m + (random.Between(0, 30) / 100m));
        yield return Figure(stage, "internal_complaints", null, first, last, random.Between(0, 4));
        yield return Figure(stage, FigureKeys.PublicSales, null, first, last, days * random.Between(2600, 4200));
        yield return Figure(stage, FigureKeys.RatingCards, null, first, last, days * random.Between(110, 160));
    }

    private static ShopFigure Share(DemoStage stage, string indicator, long agent, DateOnly first, DateOnly last, int part, int whole)
    {
        var figure = Figure(stage, indicator, agent, first, last, decimal.Round((decimal)part / whole, 6));
        (figure.Numerator, figure.Denominator) = (part, whole);
        return figure;
    }

    private static ShopFigure Figure(DemoStage stage, string indicator, long? agent, DateOnly first, DateOnly last, decimal value) => new()
    {
        Id = stage.Ids.Next(), ShopId = stage.Shop.Id, NaturalKey = string.Create(CultureInfo.InvariantCulture, $"{indicator}|{first:yyyy-MM-dd}|{last:yyyy-MM-dd}|{agent}"),
        Indicator = indicator, AgentId = agent, From = first, To = last, Value = value,
    };
}
