namespace CsKpiCases.Domain.Cases;

/// <summary>The kind of case, and with it the state machine that moves it (workflow.md). Unclassified until <c>classify</c>.</summary>
public enum CaseType : byte
{
    Unclassified = 0,
    Complaint = 1,
    Return = 2,
    Exchange = 3,
    Reshipment = 4,
    LogisticsFollowUp = 5,
    Dispute = 6,
    ReviewFollowUp = 7,
    ReturnVisit = 8,
}

/// <summary>The six stages of every case, and closed.</summary>
public enum Stage : byte
{
    Intake = 1,
    Classify = 2,
    Assign = 3,
    Investigate = 4,
    Resolve = 5,
    Penalize = 6,
    Closed = 7,
}

/// <summary>How soon a case has to be worked on, beside its deadlines.</summary>
public enum Priority : byte
{
    Low = 1,
    Normal = 2,
    High = 3,
    Urgent = 4,
}

/// <summary>Gravity of a complaint, A the gravest. <see cref="Unset"/> until classified (default then: C).</summary>
public enum Grade : byte
{
    Unset = 0,
    A = 1,
    B = 2,
    C = 3,
    D = 4,
}

/// <summary>Who is to blame, as far as it is known. Runs beside the state (workflow.md, "liability").</summary>
public enum Liability : byte
{
    Undecided = 0,
    Ruled = 1,
    Told = 2,
    Contested = 3,
    Confirmed = 4,
    Reduced = 5,
    Dropped = 6,
    Nobody = 7,
}

/// <summary>How a case ended. <see cref="None"/> while it is open.</summary>
public enum Outcome : byte
{
    None = 0,
    Solved = 1,
    Unjustified = 2,
    Withdrawn = 3,
    Duplicate = 4,
    Refused = 5,
    Lapsed = 6,
    Imported = 7,
}

/// <summary>How a case or a contact came in or went out.</summary>
public enum Channel : byte
{
    Unknown = 0,
    PlatformChat = 1,
    Phone = 2,
    Sms = 3,
    WeChat = 4,
    Mail = 5,
    Platform = 6,
    Import = 7,
    BuyerPage = 8,
}

/// <summary>Why goods come back or money is asked for (workflow.md, "Return and refund", guards).</summary>
public enum ReturnReason : byte
{
    None = 0,

    /// <summary>The buyer's right to return within 7 days of signing, for goods that allow it.</summary>
    NoReason = 1,

    /// <summary>Damage, within the category's window.</summary>
    Damaged = 2,
    Quality = 3,
    WrongItem = 4,
    Missing = 5,
    NotAsDescribed = 6,
    NotReceived = 7,
    OutOfStock = 8,

    /// <summary>The price fell within the category's window.</summary>
    PriceDrop = 9,

    /// <summary>Postage or a difference of price alone.</summary>
    Postage = 10,
    Other = 11,
}

/// <summary>Whom the platform found right or liable in a dispute.</summary>
public enum DisputeRuling : byte
{
    None = 0,
    Merchant = 1,
    Buyer = 2,
    Courier = 3,
    Shared = 4,
    Nobody = 5,
}

/// <summary>What lies in front of the approver, or was last approved.</summary>
public enum ProposalKind : byte
{
    None = 0,
    Solution = 1,
    Unjustified = 2,

    /// <summary>Goods come back and are paid for.</summary>
    Return = 3,

    /// <summary>Money without goods.</summary>
    Refund = 4,

    /// <summary>Goods go out.</summary>
    Reshipment = 5,
}
