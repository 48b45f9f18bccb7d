using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Web.Features.NewCase;

/// <summary>Why an open case may be about the same.</summary>
[Flags]
public enum NearBy
{
    None = 0,
    Order = 1,
    Tracking = 2,
    Buyer = 4,
    Picture = 8,
}

/// <summary>A case that this one may be about.</summary>
/// <param name="Lines">Titles of the order's lines that the case has been about, as far as its money names them.</param>
public sealed record NearCase(long Id, string Number, string Subject, string State, Stage Stage, DateTime OpenedAt, NearBy By, IReadOnlyList<string> Lines)
{
    public bool SameOrder => By.HasFlag(NearBy.Order);

    public bool IsOpen => Stage < Stage.Penalize;

    /// <summary>The new one can be logged as a duplicate of it.</summary>
    public bool CanTake => IsOpen && (By & (NearBy.Order | NearBy.Tracking | NearBy.Picture)) != 0;

    /// <summary>Text keys of the reasons.</summary>
    public IEnumerable<string> Reasons => Enum.GetValues<NearBy>().Where(by => by != NearBy.None && By.HasFlag(by)).Select(by => "new.same-" + by.ToString().ToLowerInvariant());
}
