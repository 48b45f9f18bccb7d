namespace CsKpiCases.Domain.Cases;

/// <summary>Somebody looked at what is on another case too; the note says what he found.</summary>
/// <param name="EvidenceId">The flagged piece.</param>
public sealed record LookAtFlag(long EvidenceId) : CaseAct
{
    public override string Name => "look-at-flag";
}

/// <summary>The flag of a remark on the platform's order.</summary>
public enum RemarkFlag : byte
{
    /// <summary>Blue: after-sales.</summary>
    AfterSales = 1,

    /// <summary>Purple: a special wish of the buyer's.</summary>
    Wish = 2,
}

/// <summary>Somebody copied the text for the platform's order note.</summary>
/// <param name="Flag">Which flag goes with it.</param>
/// <param name="Text">As it was copied, at most <see cref="LongestText"/> characters.</param>
public sealed record CopyRemark(RemarkFlag Flag, string Text) : CaseAct
{
    /// <summary>Characters of <see cref="Text"/>.</summary>
    public const int LongestText = 500;

    public override string Name => "copy-remark";
}

/// <summary>The system tells that the case's trade, which was put off, confirms itself within a day.</summary>
/// <param name="LapsesAt">UTC.</param>
public sealed record TellTradeLapses(DateTime LapsesAt) : CaseAct
{
    public override string Name => "tell-trade-lapses";
}
