using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.Penalties;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>What is to become of a penalty.</summary>
internal enum PenaltyFate
{
    Silent,
    Accepted,
    AcceptedAndConfirmed,
    Appealed,
    AppealedAndReduced,
    AppealedAndDropped,
    AppealedAndConfirmed,
    SilentAndConfirmed,
}

/// <summary>What is to happen to one case of the demo: drawn from the seed and its number, before it is told.</summary>
internal sealed class DemoPlan
{
    private static readonly string[] HaltStates =
    [
        ComplaintWorkflow.Investigating, SharedWorkflow.Logged, ComplaintWorkflow.AwaitingBuyer, SharedWorkflow.Classified,
        ComplaintWorkflow.BuyerNotified, ComplaintWorkflow.SolutionApproval, SharedWorkflow.Assigned, ComplaintWorkflow.Fulfilling,
        ComplaintWorkflow.AwaitingDepartment, ComplaintWorkflow.Explained, SharedWorkflow.Resolved,
    ];

    public required DemoStory Story { get; init; }

    /// <summary>A type other than a complaint is told along its machine, to <see cref="Target"/>.</summary>
    public CaseType Type { get; init; } = CaseType.Complaint;
    public string? SubKind { get; init; }

    /// <summary>The state that such a case is led to.</summary>
    public string? Target { get; init; }
    public required DemoGood Good { get; init; }
    public required Buyer Buyer { get; init; }

    /// <summary>Where the telling stops; null: goes on to the end or to the present.</summary>
    public string? HaltIn { get; init; }
    public bool IsDuplicate { get; init; }
    public bool Withdraws { get; init; }
    public int AsksBuyer { get; set; }
    public int AsksDepartment { get; set; }
    public bool IsUnjustified { get; set; }
    public int Declines { get; set; }
    public int SendsBack { get; set; }
    public int Reopens { get; set; }
    public int HandsOver { get; set; }
    public int Escalates { get; set; }
    public int Photos { get; set; }
    public int Notes { get; set; }
    public bool PaymentFails { get; set; }

    /// <summary>Who logs it answers the buyer before it is classified.</summary>
    public bool RepliesAtOnce { get; set; }
    public decimal Amount { get; init; }
    public Grade Grade { get; init; }
    public Priority Priority { get; init; }
    public bool AgentIsToBlame { get; init; }
    public Severity Severity { get; init; }
    public PenaltyFate Fate { get; init; }

    /// <summary>Above 1 for cases that nobody hurries.</summary>
    public double Slowness { get; init; }

    public static DemoPlan Of(DemoStage stage, int index, DemoStory story, decimal paid, DemoGood good, bool isHalted, DemoRandom random)
    {
        var halt = isHalted ? HaltOf(index) : null;
        var amount = Math.Round(paid * (decimal)(story.Offer * (0.6 + (0.8 * random.Next()))), 0);
        if (halt == ComplaintWorkflow.SolutionApproval || random.Chance(0.05)) amount = Math.Round(paid * 0.95m, 2);
        return new DemoPlan
        {
            Story = story,
            Good = good,
            Buyer = stage.Buyers[random.Between(0, stage.Buyers.Count - 1)],
            HaltIn = halt,
            IsDuplicate = halt is null && random.Chance(0.025),
            Withdraws = halt is null && random.Chance(0.03),
            AsksBuyer = halt == ComplaintWorkflow.AwaitingBuyer ? 1 : random.Chance(0.28) ? 1 : 0,
            AsksDepartment = halt == ComplaintWorkflow.AwaitingDepartment ? 1 : random.Chance(0.24) ? 1 : 0,
            IsUnjustified = halt == ComplaintWorkflow.Explained || (halt is null && random.Chance(story.Unjustified)),
            Declines = random.Chance(0.09) ? 1 : 0,
            SendsBack = halt is null && random.Chance(0.25) ? 1 : 0,
            Reopens = random.Chance(0.05) ? 1 : 0,
            HandsOver = random.Chance(0.05) ? 1 : 0,
            Escalates = random.Chance(0.06) ? 1 : 0,
            Photos = story.Photo is null ? 0 : random.Between(story.Category == ComplaintCatalogue.Service ? 1 : 0, 3),
            Notes = random.Between(0, 2),
            RepliesAtOnce = halt != SharedWorkflow.Logged && random.Chance(0.72),
            PaymentFails = random.Chance(0.06),
            Amount = Math.Clamp(amount, 0m, paid),
            Grade = random.Chance(0.03) ? Grade.A : random.Chance(0.12) ? Grade.B : random.Chance(0.25) ? Grade.D : Grade.C,
            Priority = random.Chance(0.05) ? Priority.Urgent : random.Chance(0.15) ? Priority.High : random.Chance(0.1) ? Priority.Low : Priority.Normal,
            AgentIsToBlame = story.Party == Party.Agent || index % 5 == 2,
            Severity = (Severity)((index / 5) % 4),
            Fate = (PenaltyFate)(index % 8),
            Slowness = random.Chance(0.12) ? random.Between(4, 14) : 1,
        };
    }

    /// <summary>For a case of another type: what it is found in, or that it goes to its end.</summary>
    public static DemoPlan Of(DemoStage stage, (CaseType Type, string State) machine, DemoStory story, DemoGood good, bool isHalted, DemoRandom random)
    {
        IReadOnlyList<string> kinds = story.Cause == ComplaintCatalogue.MissingGift && machine.Type == CaseType.Reshipment ? [SubKinds.Missing] : SubKinds.Of(machine.Type);
        return new DemoPlan
        {
            Story = story, Good = good, Buyer = stage.Buyers[random.Between(0, stage.Buyers.Count - 1)], Type = machine.Type, SubKind = kinds.Count == 0 ? null : kinds[random.Between(0, kinds.Count - 1)],
            Target = machine.State, HaltIn = isHalted ? machine.State : null, Photos = 1, RepliesAtOnce = true, Grade = Grade.C,
            Priority = random.Chance(0.1) ? Priority.High : Priority.Normal, AgentIsToBlame = random.Chance(0.2), Severity = Severity.D, Fate = PenaltyFate.AcceptedAndConfirmed, Slowness = 1,
        };
    }

    /// <summary>A story that a case of the type can come from.</summary>
    public static DemoStory Fit(CaseType type, DemoRandom random)
    {
        string[] causes = type switch
        {
            CaseType.Reshipment => [ComplaintCatalogue.MissingOrOutOfStock, ComplaintCatalogue.MissingGift],
            CaseType.LogisticsFollowUp => [ComplaintCatalogue.Late],
            CaseType.ReviewFollowUp => [ComplaintCatalogue.NotAsImagined, ComplaintCatalogue.Quality],
            _ => [ComplaintCatalogue.Quality, ComplaintCatalogue.NoReasonReturn, ComplaintCatalogue.DamagedInTransit],
        };
        return random.Pick([.. DemoStories.All.Where(s => causes.Contains(s.Cause))]);
    }

    /// <summary>The state that a complaint of this number is to be found in.</summary>
    public static string HaltOf(int index) => HaltStates[index / 3 % HaltStates.Length];

    public static DemoStory Draw(DemoRandom random)
    {
        var at = random.Between(0, DemoStories.All.Sum(s => s.Weight) - 1);
        foreach (var story in DemoStories.All)
        {
            if ((at -= story.Weight) < 0) return story;
        }

        return DemoStories.All[0];
    }
}
