namespace CsKpiCases.Web.Tests.Databases;

/// <summary>
/// The large real data (logs, complaints, holidays, couriers), which is not in the repository: the folder that
/// <c>CASES_TEST_DATA</c> names, else <c>shared/data</c> beside the repository.
/// </summary>
internal static class RealFiles
{
    private const string Variable = "CASES_TEST_DATA";

    /// <summary>Null when it is not here.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Why tests that need it cannot run, or null when they can.</summary>
    public static string? WhyMissing => Folder is null ? $"The large real data is not here: {Variable} names its folder." : null;

    /// <summary>A file of it, as in <c>At("incident-log", "expected.json")</c>.</summary>
    public static string At(params string[] parts) =>
        Path.Combine([Folder ?? throw new DirectoryNotFoundException(WhyMissing), .. parts]);

    // A named folder that isn't there is a mistake, not an absence: it would skip tests that somebody asked for.
    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : throw new DirectoryNotFoundException($"{Variable} names {named}, which does not exist.");
        }

        var beside = Path.GetFullPath(Path.Combine(RepositoryFolder.Path, "..", "shared", "data"));
        return Directory.Exists(beside) ? beside : null;
    }
}
