namespace CsKpiCases.Web.Hosting.Jobs;

/// <summary>
/// A job did its work, and what it found needs a person: the run has failed with this message, and is not tried again by
/// itself, which would find the same.
/// </summary>
/// <param name="rows">How many rows it looked at.</param>
/// <param name="message">What it found, for the jobs page.</param>
public sealed class AlarmException(long rows, string message) : Exception(message)
{
    public long Rows => rows;
}
