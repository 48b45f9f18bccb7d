using CsKpiCases.Domain.People;

namespace CsKpiCases.Domain.Scoring.Facts;

/// <summary>What <c>reply_3min_rate</c> counts.</summary>
public enum ReplyBasis
{
    /// <summary>Sessions with a person (Douyin, and where a platform has no rule of its own).</summary>
    Sessions,

    /// <summary>Buyers a day, of consultations between 08:00 and 24:00 (Kuaishou, seed 003).</summary>
    BuyerDays,
}

/// <summary>An agent's indicators of imported chats.</summary>
/// <param name="ChatIds">All of the agent's chats, ascending: what an indicator is counted from that names no ids of its own.</param>
/// <param name="Facts">Indicators that have data.</param>
public sealed record ChatMeasures(IReadOnlyList<long> ChatIds, IReadOnlyList<IndicatorFact> Facts)
{
    private const long FirstReplySeconds = 120;
    private const long ReplySeconds = 180;
    private static readonly TimeOnly CountedFrom = new(8, 0);

    /// <summary>What a shop's platform counts by.</summary>
    public static ReplyBasis BasisOf(Platform platform) => platform == Platform.Kuaishou ? ReplyBasis.BuyerDays : ReplyBasis.Sessions;

    /// <summary>Measures one agent's chats of a period. 10 sessions of which 9 were answered within 2 minutes: first_reply_2min_rate 0.9.</summary>
    public static ChatMeasures Of(IReadOnlyCollection<ChatFact> chats, ReplyBasis basis)
    {
        List<long> all = [.. chats.Select(c => c.Id).Order()];
        var unreplied = chats.Where(c => c.IsUnreplied).Select(c => c.Id).Order().ToList();
        List<IndicatorFact> facts =
        [
            OfParts("first_reply_2min_rate", chats.Select(c => (c, FirstReply(c)))),
            basis == ReplyBasis.Sessions ? OfParts("reply_3min_rate", chats.Select(c => (c, Reply(c)))) : ByBuyerDay(chats),
            MeanResponse(chats),
            new IndicatorFact("unreplied_count", chats.Count == 0 ? null : unreplied.Count, null, null, unreplied),
        ];
        return new ChatMeasures(all, [.. facts.Where(f => f.Value is not null).Select(f => f.SourceIds.SequenceEqual(all) ? f with { SourceIds = [] } : f)]);
    }

    private static IndicatorFact OfParts(string indicator, IEnumerable<(ChatFact Chat, (int InTime, int Sessions)? Parts)> chats)
    {
        var told = chats.Where(c => c.Parts is { Sessions: > 0 }).ToList();
        return IndicatorFact.Rate(indicator, told.Sum(c => c.Parts!.Value.InTime), told.Sum(c => c.Parts!.Value.Sessions), told.Select(c => c.Chat.Id));
    }

    /// <summary>Of the day's sessions, those answered in time; null where the platform says nothing of it.</summary>
    private static (int InTime, int Sessions)? FirstReply(ChatFact chat) => Parts(chat, chat.RepliedIn2Minutes, FirstReplySeconds);

    private static (int InTime, int Sessions)? Reply(ChatFact chat) => Parts(chat, chat.RepliedIn3Minutes, ReplySeconds);

    private static (int InTime, int Sessions)? Parts(ChatFact chat, int? told, long within)
    {
        var sessions = chat.HumanSessions ?? chat.Sessions;
        if (told is { } inTime) return (Math.Min(inTime, sessions), sessions);
        if (chat.FirstReplySeconds is null && !chat.IsUnreplied) return null;
        return (!chat.IsUnreplied && chat.FirstReplySeconds <= within ? sessions : 0, sessions);
    }

    /// <summary>A buyer's day is answered when every row of it is: he may have come twice.</summary>
    private static IndicatorFact ByBuyerDay(IEnumerable<ChatFact> chats)
    {
        var days = chats.Where(c => c.ConsultedAt is null || c.ConsultedAt >= CountedFrom).Select(c => (Chat: c, Parts: Reply(c))).Where(c => c.Parts is { Sessions: > 0 })
            .GroupBy(c => (c.Chat.ChattedOn, c.Chat.PlatformBuyerId)).ToList();
        var answered = days.Count(day => day.All(c => c.Parts!.Value.InTime == c.Parts.Value.Sessions));
        return IndicatorFact.Rate("reply_3min_rate", answered, days.Count, days.SelectMany(day => day.Select(c => c.Chat.Id)));
    }

    /// <summary>Each day's mean weighs by its sessions: 10 s over 3 sessions and 30 s over one make 15 s.</summary>
    private static IndicatorFact MeanResponse(IEnumerable<ChatFact> chats)
    {
        var told = chats.Where(c => c.AverageReplySeconds is not null && (c.HumanSessions ?? c.Sessions) > 0).ToList();
        return IndicatorFact.Rate("avg_response_seconds", told.Sum(c => c.AverageReplySeconds!.Value * (c.HumanSessions ?? c.Sessions)), told.Sum(c => c.HumanSessions ?? c.Sessions), told.Select(c => c.Id));
    }
}
