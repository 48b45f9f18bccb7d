using CsKpiCases.Data.Cases;
using CsKpiCases.Data.Ids;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>A photo that was drawn and stored for the demo.</summary>
internal sealed record DemoPhoto(string ContentHash, string FileName, long SizeBytes, long? Fingerprint);

/// <summary>An agent as the demo knows him.</summary>
/// <param name="Pace">1 is usual; more takes longer.</param>
/// <param name="Tact">0 to 1: how content his buyers are.</param>
internal sealed record DemoAgent(Actor Actor, string Name, int Shift, double Pace, double Tact)
{
    public long Id => Actor.AccountId!.Value;
}

/// <summary>Everything that a case of the demo is told with: the shop, its people and shifts, goods, photos, and the end of time.</summary>
internal sealed class DemoStage
{
    public required Shop Shop { get; init; }
    public required TimeZoneInfo Zone { get; init; }
    public required ShopShifts Shifts { get; init; }
    public required PolicyPages Policies { get; init; }
    public required WorkflowSettings Settings { get; init; }
    public required IdSource Ids { get; init; }
    public required IReadOnlyList<DemoAgent> Agents { get; init; }
    public required IReadOnlyList<Actor> Supervisors { get; init; }
    public required Actor Warehouse { get; init; }
    public required Actor Finance { get; init; }
    public required Actor GeneralManager { get; init; }
    public required IReadOnlyList<Buyer> Buyers { get; init; }
    public required IReadOnlyDictionary<string, Queue<DemoPhoto>> Photos { get; init; }
    public required long Seed { get; init; }

    /// <summary>The first instant that a case may be opened at.</summary>
    public required DateTime From { get; init; }

    /// <summary>The present: nothing happens after it.</summary>
    public required DateTime Now { get; init; }

    /// <summary>The soonest instant, not before <paramref name="at"/>, at which he works.</summary>
    public DateTime OnShift(long accountId, DateTime at) =>
        Shifts.IsOnShift(accountId, at) ? at : Shifts.Changes(accountId, at, at.AddDays(12)).First(c => c.OnShift).At;

    /// <summary>The supervisor who is on shift, or comes on shift first.</summary>
    public (Actor Who, DateTime At) Supervisor(DateTime at, Actor? except = null) =>
        Supervisors.Where(s => s.AccountId != except?.AccountId).Select(s => (s, OnShift(s.AccountId!.Value, at))).MinBy(s => s.Item2);

    /// <summary>An agent on shift then; the seed's choice among them.</summary>
    public DemoAgent AgentAt(DateTime at, DemoRandom random)
    {
        var first = random.Between(0, Agents.Count - 1);
        for (var i = 0; i < Agents.Count; i++)
        {
            var agent = Agents[(first + i) % Agents.Count];
            if (Shifts.IsOnShift(agent.Id, at)) return agent;
        }

        return Agents[first];
    }
}
