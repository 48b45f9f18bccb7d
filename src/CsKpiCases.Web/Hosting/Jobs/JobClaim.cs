namespace CsKpiCases.Web.Hosting.Jobs;

/// <summary>The right to work on one row of the ledger, good until its lease lapses.</summary>
/// <param name="RunId">The ledger's row.</param>
/// <param name="Attempt">Which attempt this is: an older one has lost its right.</param>
/// <param name="Job">Name of the job.</param>
/// <param name="ShopId">0 for all shops.</param>
/// <param name="Period">As the ledger has it; a run by hand has <c>/n</c> behind its period.</param>
/// <param name="AskedById">Who asked for it by hand.</param>
public sealed record JobClaim(long RunId, int Attempt, string Job, long ShopId, string Period, long? AskedById)
{
    /// <summary>What stands between a period and the number of its run by hand.</summary>
    public const char ByHand = '/';

    public bool IsByHand => Period.Contains(ByHand, StringComparison.Ordinal);

    /// <summary>The day or month that it is for.</summary>
    public string For => Period.Split(ByHand)[0];
}
