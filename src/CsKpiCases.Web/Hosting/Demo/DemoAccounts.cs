using CsKpiCases.Domain.People;

namespace CsKpiCases.Web.Hosting.Demo;

/// <summary>Somebody of the demo shop.</summary>
/// <param name="UserName">What he signs in with.</param>
/// <param name="Shift">0 day, 1 night; null for whoever is not on a roster.</param>
public sealed record DemoAccount(string UserName, string DisplayName, Role Role, int? Shift = null);

/// <summary>
/// The accounts of the demo shop. Their password is known to everybody: they sign in from loopback addresses only, and have
/// rights in the demo shop alone.
/// </summary>
public static class DemoAccounts
{
    public const string ShopCode = "demo";
    public const string Password = "mianhua-demo";

    public static IReadOnlyList<DemoAccount> All { get; } =
    [
        new("wangmin", "王敏", Role.Agent, 0),
        new("lijing", "李静", Role.Agent, 0),
        new("zhangwei", "张伟", Role.Agent, 0),
        new("liuyang", "刘洋", Role.Agent, 0),
        new("chenjie", "陈洁", Role.Agent, 0),
        new("yangfan", "杨帆", Role.Agent, 0),
        new("huangting", "黄婷", Role.Agent, 1),
        new("zhoutao", "周涛", Role.Agent, 1),
        new("wuxia", "吴霞", Role.Agent, 1),
        new("xuhao", "徐浩", Role.Agent, 1),
        new("sunli", "孙丽", Role.Agent, 1),
        new("machao", "马超", Role.Agent, 1),
        new("zhaolei", "赵磊", Role.Supervisor, 0),
        new("sunyan", "孙艳", Role.Supervisor, 1),
        new("hecang", "何仓", Role.Warehouse),
        new("gaocai", "高彩", Role.Finance),
        new("linyun", "林芸", Role.ShopLead),
        new("guozong", "郭总", Role.GeneralManager),
        new("luoren", "罗仁", Role.HumanResources),
        new("shenji", "沈稽", Role.Auditor),
        new("demo-admin", "管理员", Role.Administrator),
    ];
}
