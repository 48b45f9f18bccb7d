namespace CsKpiCases.Domain.Cases;

/// <summary>Whom an open case stands and waits for (workflow.md, "Waits"). <see cref="None"/> once it is closed.</summary>
public enum Wait : byte
{
    None = 0,
    Agent = 1,
    Supervisor = 2,
    Buyer = 3,
    Warehouse = 4,
    Finance = 5,
    Courier = 6,
    Platform = 7,
    Supplier = 8,
    Department = 9,
}

/// <summary>The lower-case names that policies, imports and the API use for <see cref="Wait"/>.</summary>
public static class WaitNames
{
    private static readonly string[] Names =
        ["none", "agent", "supervisor", "buyer", "warehouse", "finance", "courier", "platform", "supplier", "department"];

    /// <summary>The name of a wait, e.g. <c>buyer</c>.</summary>
    public static string Of(Wait wait) => Names[(int)wait];

    /// <summary>Reads a name such as <c>buyer</c>; false for anything else. Case matters, as everywhere in the API.</summary>
    public static bool TryParse(string? name, out Wait wait)
    {
        var index = Array.IndexOf(Names, name);
        wait = index < 0 ? Wait.None : (Wait)index;
        return index >= 0;
    }
}
