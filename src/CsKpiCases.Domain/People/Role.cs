namespace CsKpiCases.Domain.People;

/// <summary>The roles of workflow.md, "People and shifts".</summary>
public enum Role : byte
{
    Agent = 1,
    Supervisor = 2,
    Warehouse = 3,
    Finance = 4,
    ShopLead = 5,
    GeneralManager = 6,
    HumanResources = 7,

    /// <summary>Reads all, writes nothing.</summary>
    Auditor = 8,
    Administrator = 9,
}
