namespace CsKpiCases.Web.Hosting.Store;

/// <summary>What one kind of work keeps in the data folder while it lasts; a process that is killed leaves it there.</summary>
/// <param name="Folder">Where; need not exist.</param>
/// <param name="Pattern">The files' names.</param>
/// <param name="IsHeld">Whether a process, this one or another, is at work on a file.</param>
public sealed record TemporaryFiles(string Folder, string Pattern, Func<string, bool> IsHeld)
{
    /// <summary>Paths of those that are there.</summary>
    public IReadOnlyList<string> Find() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, Pattern, new EnumerationOptions { IgnoreInaccessible = true }) : [];
}
