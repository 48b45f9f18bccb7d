using System.Globalization;
using CsKpiCases.Domain.Scoring.Facts;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>What the chat platform would have exported: each agent's buyers of each day that he worked.</summary>
internal static class DemoChats
{
    public static IEnumerable<ChatFact> Of(DemoStage stage, IEnumerable<Domain.People.RosterEntry> roster, DateOnly from, DateOnly until)
    {
        var agents = stage.Agents.ToDictionary(a => a.Id);
        foreach (var entry in roster.Where(r => r.WorksOn >= from && r.WorksOn < until && agents.ContainsKey(r.AccountId)))
        {
            var agent = agents[entry.AccountId];
            var random = DemoRandom.Of(stage.Seed, -(entry.WorksOn.DayNumber * 1000L) - stage.Agents.ToList().IndexOf(agent) - 5_000_000_000L);
            var buyers = (int)(random.Between(22, 46) / Math.Sqrt(agent.Pace));
            for (var i = 0; i < buyers; i++) yield return Fact(stage, agent, entry.WorksOn, i, random);
        }
    }

    private static ChatFact Fact(DemoStage stage, DemoAgent agent, DateOnly day, int number, DemoRandom random)
    {
        var isUnreplied = random.Chance(0.01 * agent.Pace);
        var first = (long)(random.Minutes(4, 160) * agent.Pace);
        var sessions = random.Chance(0.12) ? 2 : 1;
        // The number of the chat in the key: a buyer may come to the same agent twice a day under two orders.
        return new ChatFact
        {
            Id = stage.Ids.Next(),
            ShopId = stage.Shop.Id,
            NaturalKey = string.Create(CultureInfo.InvariantCulture, $"demo-{day:yyyyMMdd}-{agent.Id}-{number}"),
            ChattedOn = day,
            AgentId = agent.Id,
            PlatformBuyerId = random.Pick(stage.Buyers).PlatformBuyerId,
            ConsultedAt = new TimeOnly(random.Between(8, 22), random.Between(0, 59)),
            Sessions = sessions,
            HumanSessions = sessions,
            RepliedIn2Minutes = isUnreplied || first > 120 ? 0 : sessions,
            RepliedIn3Minutes = isUnreplied || first > 180 ? 0 : sessions,
            FirstReplySeconds = isUnreplied ? null : first,
            AverageReplySeconds = isUnreplied ? null : first + random.Between(3, 60),
            IsUnreplied = isUnreplied,
        };
    }
}
