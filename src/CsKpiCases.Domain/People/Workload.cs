namespace CsKpiCases.Domain.People;

/// <summary>What somebody has in hand: his open cases, by whom they wait on.</summary>
/// <param name="OnHim">Those that wait on an agent.</param>
/// <param name="OnOthers">Those that wait on the buyer, a courier, finance, … and come back to him.</param>
public sealed record Workload(int OnHim, int OnOthers)
{
    /// <summary>So many cases that wait on others count as one that waits on him.</summary>
    public const int OthersPerOne = 4;

    public static Workload None { get; } = new(0, 0);

    /// <summary>Open cases, each counted once.</summary>
    public int Open => OnHim + OnOthers;

    /// <summary>Open cases by weight, in quarters: 3 that wait on him and 4 that wait on others are 4.</summary>
    public decimal Points => OnHim + ((decimal)OnOthers / OthersPerOne);

    /// <summary>Whether one more case, which will wait on him, keeps within a limit; null is none.</summary>
    public bool HasRoom(int? limit) => limit is null || Points + 1 <= limit;
}
