namespace CsKpiCases.Domain.Webhooks;

/// <summary>
/// How often something was sent, as the store has it in one number: 203 is the third attempt after somebody asked for it again a
/// second time. Attempts are counted anew with each asking, and there are never as many as a hundred.
/// </summary>
/// <param name="Attempts">Since it was written, or asked for again.</param>
/// <param name="Replays">How often it was asked for again.</param>
public readonly record struct Tries(int Attempts, int Replays)
{
    /// <summary>What one asking adds.</summary>
    public const int Round = 100;

    public static Tries Of(int stored) => new(stored % Round, stored / Round);
}
