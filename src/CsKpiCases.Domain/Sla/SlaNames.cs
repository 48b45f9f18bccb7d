namespace CsKpiCases.Domain.Sla;

/// <summary>What policies and calendars may be called: a name stands in addresses and in file names, and in both databases.</summary>
public static class SlaNames
{
    public const int Longest = 100;

    /// <summary>No slashes, no percent sign (addresses escape with it), no control characters, no blanks around it, no dots alone.</summary>
    public static bool IsGood(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= Longest && name == name.Trim() && name is not ("." or "..")
            && !name.Any(c => char.IsControl(c) || c is '/' or '\\' or '%');
    }

    internal static void Check(string name, string path, FieldErrors errors)
    {
        if (!IsGood(name)) errors.Add(path, SlaErrorCodes.InvalidName, "At most 100 characters, none of / \\ %, and no blanks around it.");
    }
}
