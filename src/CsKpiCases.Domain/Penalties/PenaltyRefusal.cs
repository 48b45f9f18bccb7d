namespace CsKpiCases.Domain.Penalties;

/// <summary>Why something cannot be done with a penalty.</summary>
/// <param name="Code">Stable reason code.</param>
/// <param name="Message">In English.</param>
/// <param name="MessageZh">In Chinese.</param>
public sealed record PenaltyRefusal(string Code, string Message, string MessageZh)
{
    /// <summary>The penalty is on somebody else.</summary>
    public static PenaltyRefusal NotYours { get; } = new("not_yours", "Only the agent that the penalty is on may answer it.", "只有被处罚的客服本人可以答复。");

    /// <summary>Already confirmed, reduced or dropped.</summary>
    public static PenaltyRefusal NotPending { get; } = new("not_pending", "The penalty has already been decided.", "该处罚已有最终决定。");

    /// <summary>Already accepted or appealed.</summary>
    public static PenaltyRefusal AlreadyAnswered { get; } = new("already_answered", "The penalty has already been answered.", "该处罚已答复。");

    /// <summary>The three days to answer are over.</summary>
    public static PenaltyRefusal WindowOver { get; } = new("window_over", "The time to answer is over.", "答复期限已过。");

    /// <summary>The agent still has time to answer.</summary>
    public static PenaltyRefusal WindowOpen { get; } = new("window_open", "The agent still has time to answer.", "客服的答复期限未到。");

    /// <summary>Neither a supervisor nor the general manager.</summary>
    public static PenaltyRefusal WrongRole { get; } = new("wrong_role", "Only a supervisor or the general manager may decide.", "只有主管或总经理可以决定。");

    /// <summary>The proposer cannot decide.</summary>
    public static PenaltyRefusal SamePerson { get; } = new("same_person", "Whoever proposed the penalty cannot decide it.", "提出处罚的人不能作出决定。");

    /// <summary>Nobody decides a penalty on himself.</summary>
    public static PenaltyRefusal OwnPenalty { get; } = new("own_penalty", "Nobody decides a penalty on himself.", "不能决定对自己的处罚。");

    /// <summary>A text is missing.</summary>
    public static PenaltyRefusal ReasonRequired { get; } = new("reason_required", "A reason is required.", "请填写理由。");

    /// <summary>A reduction must be below the proposed amount, and not negative.</summary>
    public static PenaltyRefusal AmountNotLower { get; } = new("amount_not_lower", "The reduced amount must be lower than the proposed one, and not negative.", "减轻后的金额必须低于原金额，且不能为负数。");

    /// <summary>Whole fen only.</summary>
    public static PenaltyRefusal TooFine { get; } = new("too_fine", "Whole fen only.", "金额最多两位小数。");
}

/// <summary>What became of an attempt: the new state, or a refusal and the state unchanged.</summary>
public sealed record PenaltyOutcome(PenaltyState State, PenaltyRefusal? Refusal)
{
    /// <summary>True when it was done.</summary>
    public bool Done => Refusal is null;
}
