using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

/// <summary>The review follow-up (workflow.md, "Review follow-up").</summary>
public static class ReviewWorkflow
{
    public const string Contacting = "Contacting";

    public static TransitionTable Table { get; } = Build();

    private static TransitionTable Build()
    {
        var table = new TransitionTableBuilder(CaseType.ReviewFollowUp);
        SharedWorkflow.Front(table, Contacting);
        table.State(Contacting, Stage.Investigate, Wait.Agent)
            .Permit(Triggers.Fixed, SharedWorkflow.Resolved).Does(ReviewEffects.End)
            .Permit(Triggers.ReplyPublicly, SharedWorkflow.Resolved).When(Guards.NoteGiven).Does(ReviewEffects.End)
            .Permit(Triggers.LeadsToCase, SharedWorkflow.Resolved).When(ReviewEffects.IsLinked).Does(ReviewEffects.End)
            .Permit(Triggers.ReportReview, SharedWorkflow.Resolved).When(Guards.NoteGiven, Claims.EvidenceAttached).Does(ReviewEffects.End)
            .Permit(Triggers.Unreachable, SharedWorkflow.Resolved).When(Contacts.TriedThreeTimes).Does(ReviewEffects.End)
            .PermitStay(Triggers.DeclineChange, EventKind.ChangeDeclined).Does(ReviewEffects.DeclineChange);
        SharedWorkflow.AnythingOpen(table);
        SharedWorkflow.Converting(table);
        SharedWorkflow.Disputing(table, Contacting);
        SharedWorkflow.End(table, Contacting);
        return table.Build();
    }
}

/// <summary>The ends of a review follow-up: what the review came from, fed to the product or to the agent.</summary>
/// <param name="Cause">One of <see cref="ComplaintCatalogue.Causes"/>.</param>
/// <param name="FedTo">Product or agent.</param>
public sealed record ReviewEndArguments(string Cause, FedTo FedTo) : TriggerArguments;

/// <summary>Whom a review's cause is told to.</summary>
public enum FedTo : byte
{
    Product = 1,
    Agent = 2,
}

/// <summary>Whether the buyer could be reached.</summary>
internal static class Contacts
{
    private const int Attempts = 3;

    public static readonly Guard TriedThreeTimes = new(RefusalReason.AttemptsMissing, c => c.Case.FailedContacts >= Attempts)
    {
        Arguments = c => [("made", c.Case.FailedContacts.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("needed", "3")],
    };
}

internal static class ReviewEffects
{
    public static readonly Guard IsLinked = new(RefusalReason.LinkRequired, c => c.IsPreview || c.File.HasLinks);

    public static readonly Effect End = new((c, change) =>
    {
        var a = (ReviewEndArguments)c.Arguments!;
        c.Case.Cause = a.Cause;
        change.TransitionPayload = a;
        change.Also(EventKind.CauseFed, new { a.Cause, a.FedTo });
        Approving.End(c, change, c.Trigger == Triggers.Unreachable ? Outcome.Lapsed : Outcome.Solved);
    })
    {
        Arguments = typeof(ReviewEndArguments),
        Validate = c => ((ReviewEndArguments)c.Arguments!) is var a && !ComplaintCatalogue.Causes.Contains(a.Cause) ? c.Refuse(RefusalReason.InvalidArgument, ("name", "cause"))
            : !Enum.IsDefined(((ReviewEndArguments)c.Arguments!).FedTo) ? c.Refuse(RefusalReason.InvalidArgument, ("name", "fedTo"))
            : null,
    };

    /// <summary>The buyer asked to change his review: we do not, and say why.</summary>
    public static readonly Effect DeclineChange = new((_, change) => change.Tell("notice.review_rule", Audience.Buyer));
}

/// <summary>
/// No offer may be tied to a review (workflow.md, "Review follow-up"): a text that speaks of a review and, near it, of something
/// given for it is refused.
/// </summary>
public static class ReviewOffers
{
    /// <summary>Characters between the two: a clause of Chinese, or of a language that takes more letters to say it.</summary>
    private const int Near = 20;
    private const int NearInLetters = 60;

    private static readonly string[] Reviews =
        ["好评", "五星", "5星", "改评", "删评", "追评", "中评", "差评", "评价", "评论", "晒图", "review", "rating", "feedback", "5 star", "5-star", "five star", "five-star"];

    private static readonly string[] Offers =
    [
        "返现", "返还", "返利", "返钱", "现金", "红包", "优惠券", "代金券", "礼品", "礼物", "赠品", "补偿", "奖励", "免单", "退您", "退你", "转账",
        "cashback", "cash back", "money back", "coupon", "voucher", "gift", "refund", "compensat", "discount", "reward",
    ];

    /// <summary>True when an offer stands near a word about reviews.</summary>
    public static bool Ties(string? text)
    {
        if (BlankText.Is(text))
        {
            return false;
        }

        var offers = Places(text, Offers).ToList();
        return Places(text, Reviews).Any(r => offers.Exists(o => Math.Abs(o.At - r.At) <= (o.InLetters && r.InLetters ? NearInLetters : Near)));
    }

    private static IEnumerable<(int At, bool InLetters)> Places(string text, string[] words)
    {
        foreach (var word in words)
        {
            for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                yield return (at, char.IsAsciiLetterOrDigit(word[^1]));
            }
        }
    }
}
