using CsKpiCases.Data;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Penalties;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Facts;
using CsKpiCases.Domain.Scoring.Rules;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Web.Hosting.Scoring;
using CsKpiCases.Web.Tests.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsKpiCases.Web.Tests.Scores;

/// <summary>Facts of a month, written as rows, and the use cases that score them. The month is February 2026 in Shanghai; now is March 2.</summary>
internal sealed class ScoreBench : IAsyncDisposable
{
    public static readonly CalendarMonth Month = new(2026, 2);

    /// <summary>2026-02-10 10:00 in Shanghai.</summary>
    public static readonly DateTime Morning = new(2026, 2, 10, 2, 0, 0, DateTimeKind.Utc);

    private readonly CasesDbContext db;
    private int number;

    private ScoreBench(StoreHost host)
    {
        Host = host;
        db = host.Read();
    }

    public StoreHost Host { get; }

    public long Agent => Host.Agent.AccountId!.Value;

    public long Other => Host.OtherAgent.AccountId!.Value;

    public ComputeScores Compute => new(Host.Provider.GetRequiredService<IDbContextFactory<CasesDbContext>>(), Host.Clock);

    public CalculateScores Calculate => new(Host.Provider.GetRequiredService<IDbContextFactory<CasesDbContext>>(), Compute, Host.Provider.GetRequiredService<CaseWriter>(), Ids, Host.Clock);

    /// <summary>The calculation by another clock than the store's.</summary>
    public CalculateScores CalculateBy(TimeProvider clock)
    {
        var contexts = Host.Provider.GetRequiredService<IDbContextFactory<CasesDbContext>>();
        return new CalculateScores(contexts, new ComputeScores(contexts, clock), Host.Provider.GetRequiredService<CaseWriter>(), Ids, clock);
    }

    private IdSource Ids => Host.Provider.GetRequiredService<IdSource>();

    /// <summary>The standard scheme with the worked examples' target of 300 buyer-days, as the shop's own second version.</summary>
    public static async Task<ScoreBench> StartAsync(StoreProvider provider)
    {
        var bench = new ScoreBench(await StoreHost.StartAsync(provider));
        var standard = ShippedSchemes.AfterSalesStandard;
        var lines = standard.Lines.Select(l => l.Indicator.Key == "customers_received" ? l with { Rule = l.Rule with { Target = 300 } } : l);
        bench.Rule(new RuleName(RuleKinds.Scheme, standard.Key, 2), "2026-01", RuleJson.Write(SchemeDraft.Of([.. lines])));
        await bench.SaveAsync();
        return bench;
    }

    /// <summary>A version of a rule.</summary>
    public RuleVersion Rule(RuleName name, string from, string document)
    {
        var row = new RuleVersion
        {
            Id = Ids.Next(), ShopId = Host.Shop.Id, Kind = name.Kind, Key = name.Key, Version = name.Version, EffectiveFrom = from,
            NameZh = "规则", NameEn = "Rule", Document = document, CreatedAt = Morning,
        };
        db.Add(row);
        return row;
    }

    /// <summary>What an agent's pay goes by from a month on.</summary>
    public void Terms(long agent, string from, string? scheme = null, decimal? performanceBase = null) => db.Add(new PayTerms
    {
        Id = Ids.Next(), ShopId = Host.Shop.Id, AccountId = agent, EffectiveFrom = from, SchemeKey = scheme, PerformanceBase = performanceBase, ChangedAt = Morning,
    });

    public async Task<ScoreCard> CardAsync(long account, CalendarMonth? month = null)
    {
        await db.SaveChangesAsync();
        return (await Compute.RunAsync(Host.Shop, month ?? Month, default)).Cards.Single(c => c.Inputs.AccountId == account);
    }

    public Task SaveAsync() => db.SaveChangesAsync();

    public long Buyer(string name)
    {
        var buyer = new Buyer { Id = Ids.Next(), ShopId = Host.Shop.Id, PlatformBuyerId = name };
        db.Add(buyer);
        return buyer.Id;
    }

    /// <summary>A case with one event for each owner that it had.</summary>
    public Case Case(long? buyer = null, DateTime? resolvedAt = null, DateTime? reopenedAt = null, Outcome outcome = Outcome.Solved, params (long? Owner, DateTime At)[] owners)
    {
        var @case = new Case
        {
            Id = Ids.Next(),
            ShopId = Host.Shop.Id,
            Number = $"AS{++number:D8}",
            Type = CaseType.Complaint,
            BuyerId = buyer,
            OpenedAt = Morning,
            OpenedOn = new DateOnly(2026, 2, 10),
            LoggedAt = Morning,
            FirstResolvedAt = resolvedAt,
            ResolvedAt = reopenedAt is null ? resolvedAt : null,
            ReopenCount = reopenedAt is null ? 0 : 1,
            LastReopenedAt = reopenedAt,
            Outcome = resolvedAt is null && outcome == Outcome.Solved ? Outcome.None : outcome,
        };
        @case.EnterState(resolvedAt is null || reopenedAt is not null ? "Investigating" : "Resolved", resolvedAt is null || reopenedAt is not null ? Stage.Investigate : Stage.Penalize, Wait.Agent, Morning);
        db.Add(@case);
        var last = owners.Length == 0 ? null : owners[^1].Owner;
        var events = owners.Select(o => (o.At, From: (string?)null, To: "Investigating", Stage.Investigate)).ToList();
        if (resolvedAt is { } resolved) events.Add((resolved, "Fulfilling", "Resolved", Stage.Penalize));
        if (reopenedAt is { } again) events.Add((again, "Resolved", "Investigating", Stage.Investigate));
        foreach (var (at, from, to, stage) in events.OrderBy(e => e.At))
        {
            var owner = owners.Where(o => o.At <= at).Select(o => o.Owner).LastOrDefault();
            Event(@case, at, from is null ? EventKind.OwnerChanged : EventKind.Transition, owner, from, to, stage);
        }

        @case.OwnerId = last;
        return @case;
    }

    /// <summary>Something that an agent did on a case.</summary>
    public void Act(Case @case, long agent, DateTime at, string kind = EventKind.Contact) => Event(@case, at, kind, @case.OwnerId, null, "Investigating", Stage.Investigate, agent);

    public CaseClock Clock(Case @case, string name, ClockState state, DateTime? judgedAt, long? agent, AttributionParty party = AttributionParty.Agent, int run = 1)
    {
        var clock = new CaseClock
        {
            Id = Ids.Next(), ShopId = Host.Shop.Id, CaseId = @case.Id, Clock = name, Run = run, State = state, StartedAt = Morning, JudgedAt = judgedAt,
            StoppedAt = state == ClockState.Breached ? null : judgedAt, BreachedAt = state == ClockState.Breached ? judgedAt : null,
            AttributedParty = party, AttributedToId = party == AttributionParty.Agent ? agent : null, ChangedAt = Morning,
        };
        db.Add(clock);
        return clock;
    }

    public Rating Rate(long agent, int stars, DateTime? at = null)
    {
        var rating = new Rating { Id = Ids.Next(), ShopId = Host.Shop.Id, NaturalKey = $"r{++number}", Stars = stars, RatedAt = at ?? Morning, AgentId = agent };
        db.Add(rating);
        return rating;
    }

    public void Chat(long agent, string buyer, DateOnly day, Action<ChatFact>? told = null)
    {
        var chat = new ChatFact { Id = Ids.Next(), ShopId = Host.Shop.Id, NaturalKey = $"c{++number}", ChattedOn = day, AgentId = agent, PlatformBuyerId = buyer, Sessions = 1 };
        told?.Invoke(chat);
        db.Add(chat);
    }

    /// <summary>An order of one piece, placed and paid at <see cref="Morning"/>.</summary>
    public void Sold(long? agent, decimal amount, Action<Order> told)
    {
        var order = new Order { Id = Ids.Next(), ShopId = Host.Shop.Id, Number = $"o{++number}", PlacedAt = Morning, PaidAt = Morning, PaidAmount = amount, SoldById = agent };
        order.Lines.Add(new OrderLine { Id = Ids.Next(), ShopId = Host.Shop.Id, OrderId = order.Id, LineNumber = 1, Quantity = 1 });
        told(order);
        db.Add(order);
    }

    /// <summary>A figure of the whole month.</summary>
    public void Figure(long? agent, string indicator, decimal value) => db.Add(new ShopFigure
    {
        Id = Ids.Next(), ShopId = Host.Shop.Id, NaturalKey = $"f{++number}", Indicator = indicator, AgentId = agent, From = new DateOnly(2026, 2, 1), To = new DateOnly(2026, 2, 28), Value = value,
    });

    public void Present(long agent, DateOnly day, decimal due, decimal present) =>
        db.Add(new AttendanceDay { Id = Ids.Next(), ShopId = Host.Shop.Id, NaturalKey = $"a{++number}", AgentId = agent, Day = day, Due = due, Present = present });

    /// <summary>The ruling behind a penalty, wholly the agent's.</summary>
    public void Ruled(Penalty penalty, DateTime at)
    {
        var ruling = db.Rulings.Local.Single(r => r.Id == penalty.RulingId);
        (ruling.Question, ruling.RuledAt) = (RulingQuestion.Caused, at);
        ruling.Shares.Add(new RulingShare { Id = Ids.Next(), RulingId = ruling.Id, ShopId = Host.Shop.Id, Party = Party.Agent, AccountId = penalty.AccountId, BasisPoints = 10_000 });
    }

    public void Add(params object[] rows) => db.AddRange(rows);

    public Penalty Penalise(Case @case, long agent, Severity severity, PenaltyState state, string? month)
    {
        var ruling = new RulingRecord { Id = Ids.Next(), ShopId = Host.Shop.Id, CaseId = @case.Id, Severity = severity, Reason = "r", Evidence = "e", RuledAt = Morning };
        db.Add(ruling);
        var penalty = new Penalty
        {
            Id = Ids.Next(), ShopId = Host.Shop.Id, CaseId = @case.Id, RulingId = ruling.Id, AccountId = agent, Severity = severity, Amount = 30, State = state,
            ProposedAt = Morning, ToldAt = Morning, RespondBy = Morning.AddDays(3), ConfirmedMonth = month,
        };
        db.Add(penalty);
        return penalty;
    }

    public async ValueTask DisposeAsync()
    {
        await db.DisposeAsync();
        await Host.DisposeAsync();
    }

    private void Event(Case @case, DateTime at, string kind, long? owner, string? from, string to, Stage stage, long? actor = null) => db.Add(new CaseEvent
    {
        Id = Ids.Next(), ShopId = Host.Shop.Id, CaseId = @case.Id, Sequence = ++@case.EventCount, At = at, RecordedAt = Host.Clock.Now,
        ActorKind = actor is null ? ActorKind.System : ActorKind.Person, ActorId = actor, Kind = kind, FromState = from, ToState = to, Stage = stage, OwnerId = owner,
    });
}
