using System.Globalization;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using CsKpiCases.Web.Hosting.Demo;

namespace CsKpiCases.Web.Features.Demo;

/// <summary>The shop itself: who works in it, in which shifts, and who buys there.</summary>
internal sealed class DemoShop
{
    private const int UsualAgents = 12;
    private const int MostAgents = 500;
    private const int RosterDaysAhead = 35;
    private const int DaysAsSupervisor = 90;
    private const int DaysAsAgent = 400;

    private readonly List<Account> accounts = [];
    private readonly List<Grant> grants = [];
    private readonly List<FormerGrant> former = [];
    private readonly List<Shift> shifts = [];
    private readonly List<RosterEntry> roster = [];

    private DemoShop(Shop shop) => Shop = shop;

    public Shop Shop { get; }
    public List<DemoAgent> Agents { get; } = [];
    public Dictionary<Role, List<Actor>> People { get; } = [];
    public List<Buyer> Buyers { get; } = [];
    public IReadOnlyList<Shift> Shifts => shifts;
    public IReadOnlyList<RosterEntry> Roster => roster;

    /// <summary>What becomes visible last, in one transaction: before, nobody signs in and no job looks at the shop.</summary>
    public IEnumerable<object> FrontRows => [Shop, .. accounts, .. grants, .. former];

    public IEnumerable<object> BackRows => [.. shifts, .. roster, .. Buyers];

    public static DemoShop Make(IdSource ids, int cases, long seed, DateOnly from, DateOnly today, DateTime now)
    {
        var shop = new DemoShop(new Shop
        {
            Id = ids.Next(), Code = DemoAccounts.ShopCode, Name = "棉花小铺", Platform = Platform.Tmall, IsDemo = true, CreatedAt = now,
        });
        shop.AddShift(ids, "白班", new TimeOnly(8, 30), new TimeOnly(16, 0));
        shop.AddShift(ids, "晚班", new TimeOnly(16, 0), new TimeOnly(23, 30));
        // One password for all, hashed once: hashing is slow on purpose.
        var hash = Passwords.Hash(DemoAccounts.Password);
        var random = DemoRandom.Of(seed, -1);
        var since = from.AddDays(-1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        foreach (var account in DemoAccounts.All) shop.AddPerson(ids, account, hash, random, now, since);
        var wanted = Math.Clamp(cases / 400, UsualAgents, MostAgents);
        for (var i = UsualAgents; i < wanted; i++)
        {
            var number = (i + 1).ToString("000", CultureInfo.InvariantCulture);
            shop.AddPerson(ids, new DemoAccount("agent" + number, "客服" + number, Role.Agent, i % 2), hash, random, now, since);
        }

        shop.MakeRoster(ids, from, today.AddDays(RosterDaysAhead));
        shop.MakeBuyers(ids, Math.Max(60, cases * 7 / 10), seed);
        return shop;
    }

    private void AddShift(IdSource ids, string name, TimeOnly from, TimeOnly to) =>
        shifts.Add(new Shift { Id = ids.Next(), ShopId = Shop.Id, Name = name, StartsAt = from, EndsAt = to });

    private void AddPerson(IdSource ids, DemoAccount person, string hash, DemoRandom random, DateTime now, DateTime since)
    {
        var account = new Account
        {
            Id = ids.Next(),
            UserName = person.UserName,
            NormalizedUserName = Passwords.Normalized(person.UserName),
            DisplayName = person.DisplayName,
            PasswordHash = hash,
            SecurityStamp = Passwords.NewStamp(),
            ConcurrencyStamp = Passwords.NewStamp(),
            LockoutEnabled = true,
            IsDemo = true,
            CreatedAt = now,
        };
        accounts.Add(account);
        var held = person.Role == Role.Supervisor ? since.AddDays(-DaysAsSupervisor) : since;
        grants.Add(new Grant { Id = ids.Next(), AccountId = account.Id, Role = person.Role, ShopId = Shop.Id, SinceAt = held });
        var actor = Actor.Person(account.Id, person.Role);
        if (!People.TryGetValue(person.Role, out var known)) People[person.Role] = known = [];
        known.Add(actor);
        // supervisors began as agents, before the months that the demo shows
        if (person.Role == Role.Supervisor) former.Add(new FormerGrant { Id = ids.Next(), AccountId = account.Id, Role = Role.Agent, ShopId = Shop.Id, SinceAt = held.AddDays(-DaysAsAgent), EndedAt = held });
        if (person.Role == Role.Agent) Agents.Add(new DemoAgent(actor, person.DisplayName, person.Shift ?? 0, 0.6 + (random.Next() * 0.9), 0.3 + (random.Next() * 0.35)));
    }

    /// <summary>Six days a week: everybody has another day off.</summary>
    private void MakeRoster(IdSource ids, DateOnly from, DateOnly to)
    {
        var rostered = Agents.Select(a => (a.Id, a.Shift)).Concat(People[Role.Supervisor].Select((s, i) => (s.AccountId!.Value, i % 2))).ToList();
        for (var day = from.AddDays(-1); day <= to; day = day.AddDays(1))
        {
            for (var i = 0; i < rostered.Count; i++)
            {
                if ((day.DayNumber + i) % 7 == 0) continue;
                var (account, shift) = rostered[i];
                roster.Add(new RosterEntry { Id = ids.Next(), ShopId = Shop.Id, AccountId = account, WorksOn = day, ShiftId = shifts[shift].Id });
            }
        }
    }

    private void MakeBuyers(IdSource ids, int count, long seed)
    {
        string[] tiers = ["普通", "普通", "普通", "VIP", "SVIP"];
        for (var i = 0; i < count; i++)
        {
            var random = DemoRandom.Of(seed, -1000L - i);
            Buyers.Add(new Buyer
            {
                Id = ids.Next(),
                ShopId = Shop.Id,
                PlatformBuyerId = string.Create(CultureInfo.InvariantCulture, $"tb{random.Between(10000000, 99999999)}{i}"),
                Name = random.Pick(DemoStories.Surnames) + random.Pick(DemoStories.GivenNames),
                Phone = string.Create(CultureInfo.InvariantCulture, $"1{random.Pick([3, 5, 7, 8])}{random.Between(0, 9)}{random.Between(10000000, 99999999)}"),
                Tier = random.Pick(tiers),
            });
        }
    }
}
