namespace CsKpiCases.Domain.People;

/// <summary>Where a shop sells.</summary>
public enum Platform : byte
{
    Other = 0,
    Taobao = 1,
    Tmall = 2,
    JingDong = 3,
    Pinduoduo = 4,
    Douyin = 5,
    Kuaishou = 6,
}

/// <summary>A shop: the unit of rights, of local time and of every hot query.</summary>
public sealed class Shop
{
    public long Id { get; set; }

    /// <summary>Short key used on the command line and in files, e.g. <c>demo</c>; unique.</summary>
    public string Code { get; set; } = "";
    public string Name { get; set; } = "";
    public Platform Platform { get; set; }

    /// <summary>IANA zone; its midnights end the shop's days.</summary>
    public string TimeZone { get; set; } = "Asia/Shanghai";
    public bool IsDemo { get; set; }
    public DateTime CreatedAt { get; set; }
}

/// <summary>A team of a shop.</summary>
public sealed class Team
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public string Name { get; set; } = "";
}

/// <summary>A role that an account has in one shop, or in all of them.</summary>
public sealed class Grant
{
    public long Id { get; set; }
    public long AccountId { get; set; }
    public Role Role { get; set; }

    /// <summary>Null: every shop.</summary>
    public long? ShopId { get; set; }
    public long? TeamId { get; set; }

    /// <summary>UTC: when it was given; the default is as good as ever since.</summary>
    public DateTime SinceAt { get; set; } = DateTime.UnixEpoch;
}

/// <summary>A role that an account had: a month's agents are whoever was one in it.</summary>
public sealed class FormerGrant
{
    public long Id { get; set; }
    public long AccountId { get; set; }
    public Role Role { get; set; }

    /// <summary>Null: every shop.</summary>
    public long? ShopId { get; set; }
    public DateTime SinceAt { get; set; }

    /// <summary>UTC: from then on he had it no more.</summary>
    public DateTime EndedAt { get; set; }

    /// <summary>What stays of a grant that is taken away.</summary>
    public static FormerGrant Of(Grant grant, long id, DateTime endedAt) =>
        new() { Id = id, AccountId = grant.AccountId, Role = grant.Role, ShopId = grant.ShopId, SinceAt = grant.SinceAt, EndedAt = endedAt };
}

/// <summary>A shift of a shop in its local time; one that ends at or before its start runs past midnight.</summary>
public sealed class Shift
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public string Name { get; set; } = "";
    public TimeOnly StartsAt { get; set; }
    public TimeOnly EndsAt { get; set; }
}

/// <summary>Who works which shift on which local date.</summary>
public sealed class RosterEntry
{
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long AccountId { get; set; }
    public DateOnly WorksOn { get; set; }
    public long ShiftId { get; set; }
}
