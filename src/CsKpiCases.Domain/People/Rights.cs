namespace CsKpiCases.Domain.People;

/// <summary>What a person may do; each page, route, command and export asks for one of these.</summary>
public enum Right : byte
{
    ReadCases = 1,
    LogCases = 2,
    WorkCases = 3,
    AssignCases = 4,
    RuleResponsibility = 5,
    AnswerPenalties = 6,
    DecidePenalties = 7,
    ReadReports = 8,
    ReadOwnScore = 9,
    ReadTeamScores = 10,
    CalculateScores = 11,
    ReadJobs = 12,
    RunJobs = 13,
    ManageAccounts = 14,
    ManageTokens = 15,
    Import = 16,
    EditPolicies = 17,
    Simulate = 18,
    ManageWebhooks = 19,

    /// <summary>Let verdicts be reached anew on newer calendars (sla.md, rule 11).</summary>
    ReprocessVerdicts = 20,

    /// <summary>Skills, limits, the rule of assignment, the roster; grant leave and swaps.</summary>
    ManageStaff = 30,

    /// <summary>Ask for leave and swaps, and for nobody else's.</summary>
    AskLeave = 31,

    /// <summary>Draw samples of chats, mark them, and say which phrases are banned.</summary>
    CheckChats = 32,

    /// <summary>Write on the shop's memo pad.</summary>
    WriteMemos = 33,
    /// <summary>See a buyer's name and phone in full, each time with a reason that is logged; an agent only of a buyer whose open case he has.</summary>
    UnmaskBuyers = 40,

    /// <summary>Change a buyer's tier and tags.</summary>
    EditBuyers = 41,
    EditReplies = 42,

    /// <summary>Make and verify improvement measures; their owners report them as done without it.</summary>
    KeepMeasures = 43,

    /// <summary>Name who answers for a SKU.</summary>
    NameHandlers = 44,
    ManageIncidents = 45,
    ReadAudit = 46,

    /// <summary>Approve a month's scores, send them back, publish them.</summary>
    ApproveScores = 52,

    /// <summary>Everybody's pay; one's own needs no more than <see cref="ReadOwnScore"/>.</summary>
    ReadPay = 53,
    AnswerAppeals = 54,

    /// <summary>Propose points beside the scheme.</summary>
    ProposeAdditions = 55,
    DecideAdditions = 56,
    ApplyAdditions = 57,

    /// <summary>Give awards.</summary>
    GiveAwards = 58,

    /// <summary>Make and withdraw versions of schemes, ladders, deductions and pay; set whose pay goes by what.</summary>
    EditScoreRules = 50,
    /// <summary>See how the shop stands in its platforms' own assessments.</summary>
    ReadPlatformHealth = 51,
}

/// <summary>
/// The one table of rights: role by right. A grant names a role and a shop (or all shops), so that the answer is always
/// about one shop. Who may fire which trigger on a case he can work on is the workflow's table, not this one.
/// </summary>
public static class Rights
{
    /// <summary>Who may own a case, and so be ruled responsible for it.</summary>
    public static IReadOnlyList<Role> MayOwnCases { get; } = [Role.Agent, Role.Supervisor, Role.ShopLead, Role.GeneralManager];

    private static readonly Dictionary<Right, Role[]> Table = new()
    {
        [Right.ReadCases] = [Role.Agent, Role.Supervisor, Role.Warehouse, Role.Finance, Role.ShopLead, Role.GeneralManager, Role.HumanResources, Role.Auditor, Role.Administrator],
        [Right.LogCases] = [Role.Agent, Role.Supervisor, Role.ShopLead],
        [Right.WorkCases] = [Role.Agent, Role.Supervisor, Role.Warehouse, Role.Finance, Role.ShopLead, Role.GeneralManager],
        [Right.AssignCases] = [Role.Supervisor, Role.GeneralManager],
        [Right.RuleResponsibility] = [Role.Supervisor, Role.GeneralManager],
        [Right.AnswerPenalties] = [.. MayOwnCases],
        [Right.DecidePenalties] = [Role.Supervisor, Role.GeneralManager],
        [Right.ReadReports] = [Role.Supervisor, Role.ShopLead, Role.GeneralManager, Role.HumanResources, Role.Auditor, Role.Administrator],
        [Right.ReadOwnScore] = [Role.Agent, Role.Supervisor],
        [Right.ReadTeamScores] = [Role.Supervisor, Role.ShopLead, Role.GeneralManager, Role.HumanResources, Role.Auditor],
        [Right.CalculateScores] = [Role.GeneralManager, Role.Administrator],
        [Right.ReadJobs] = [Role.Supervisor, Role.ShopLead, Role.GeneralManager, Role.Auditor, Role.Administrator],
        [Right.RunJobs] = [Role.ShopLead, Role.GeneralManager, Role.Administrator],
        [Right.ManageAccounts] = [Role.Administrator],
        [Right.ManageTokens] = [Role.Administrator],
        [Right.ManageWebhooks] = [Role.Administrator],
        [Right.Import] = [Role.Supervisor, Role.ShopLead, Role.Administrator],
        [Right.EditPolicies] = [Role.ShopLead, Role.Administrator],
        [Right.ReprocessVerdicts] = [Role.GeneralManager, Role.Administrator],
        [Right.ManageStaff] = [Role.Supervisor, Role.ShopLead, Role.GeneralManager],
        [Right.AskLeave] = [Role.Agent, Role.Supervisor, Role.ShopLead, Role.GeneralManager],
        [Right.CheckChats] = [Role.Supervisor, Role.GeneralManager],
        [Right.WriteMemos] = [Role.Agent, Role.Supervisor, Role.ShopLead, Role.GeneralManager],
        [Right.UnmaskBuyers] = [Role.Agent, Role.Supervisor, Role.ShopLead],
        [Right.EditBuyers] = [Role.Agent, Role.Supervisor, Role.ShopLead],
        [Right.EditReplies] = [Role.Supervisor, Role.ShopLead],
        [Right.KeepMeasures] = [Role.Supervisor, Role.ShopLead, Role.GeneralManager],
        [Right.NameHandlers] = [Role.Supervisor, Role.ShopLead, Role.GeneralManager],
        [Right.ManageIncidents] = [Role.Supervisor, Role.ShopLead, Role.GeneralManager],
        [Right.ReadAudit] = [Role.GeneralManager, Role.Auditor, Role.Administrator],
        [Right.ApproveScores] = [Role.GeneralManager],
        [Right.ReadPay] = [Role.GeneralManager, Role.HumanResources, Role.Auditor],
        [Right.AnswerAppeals] = [Role.Supervisor, Role.GeneralManager],
        [Right.ProposeAdditions] = [Role.Supervisor],
        [Right.DecideAdditions] = [Role.GeneralManager],
        [Right.ApplyAdditions] = [Role.ShopLead],
        [Right.GiveAwards] = [Role.GeneralManager, Role.HumanResources],
        [Right.EditScoreRules] = [Role.GeneralManager, Role.HumanResources],
        [Right.ReadPlatformHealth] = [Role.ShopLead, Role.Supervisor, Role.GeneralManager, Role.Auditor],
        [Right.Simulate] = [Role.Supervisor, Role.ShopLead, Role.GeneralManager, Role.HumanResources, Role.Auditor, Role.Administrator, Role.Agent],
    };

    /// <summary>The roles that have a right; what a refusal names as "who can grant or do it".</summary>
    public static IReadOnlyList<Role> RolesWith(Right right) => Table[right];

    /// <summary>Whether any of these roles has the right.</summary>
    public static bool Allow(IEnumerable<Role> roles, Right right) => Table[right].Intersect(roles).Any();
}
