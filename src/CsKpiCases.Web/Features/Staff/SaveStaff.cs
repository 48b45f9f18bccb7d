using System.Globalization;
using CsKpiCases.Data.Ids;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Staff;

/// <summary>Saves what agents may be given, and the shop's rules. What is wrong comes back as the key of a text.</summary>
public sealed class SaveStaff(CaseWriter writer, ShopPeople people, IdSource ids, AuditLog audit)
{
    private const int LongestWait = 24 * 60;

    /// <summary>An agent's own; null when saved.</summary>
    public async Task<string?> ProfileAsync(Shop shop, long accountId, ProfileForm form, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        if (!(await people.OfAsync(shop.Id, cancellation)).Any(p => p.Id == accountId && p.Roles.Contains(Role.Agent))) return "staff.wrong-person";
        if (!TryLimit(form.WorkLimit, out var limit)) return "staff.wrong-limit";
        var categories = (form.Categories ?? []).Distinct().ToList();
        var types = (form.Types ?? []).Distinct().ToList();
        if (categories.Exists(c => !StaffPage.Categories.Contains(c)) || types.Exists(t => !StaffPage.Types.Any(known => known.ToString() == t))) return "staff.wrong-skill";
        await writer.WriteAsync(
            async (db, token) =>
            {
                var profile = await db.AgentProfiles.AsTracking().SingleOrDefaultAsync(p => p.ShopId == shop.Id && p.AccountId == accountId, token);
                if (profile is null) db.Add(profile = new AgentProfile { Id = ids.Next(), ShopId = shop.Id, AccountId = accountId });
                (profile.WorkLimit, profile.Categories, profile.Types) = (limit, string.Join(',', categories), string.Join(',', types));
                audit.Add(db, Acting.Of(by), "agent-profile", shop.Id, accountId.ToString(CultureInfo.InvariantCulture), new { profile.WorkLimit, profile.Categories, profile.Types });
                await db.SaveChangesAsync(token);
            },
            cancellation);
        return null;
    }

    /// <summary>The shop's; all null when saved.</summary>
    public async Task<(string? Limit, string? Minutes, string? Agent)> RulesAsync(Shop shop, RulesForm form, SignedIn by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(form);
        var isLimit = TryLimit(form.WorkLimit, out var limit);
        var isWait = int.TryParse(form.AcceptWithinMinutes, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= LongestWait;
        var (isAgent, agent) = await AgentAsync(shop, form.DisputeAgent, cancellation);
        if (!isLimit || !isWait || !isAgent) return (isLimit ? null : "staff.wrong-limit", isWait ? null : "staff.wrong-minutes", isAgent ? null : "staff.wrong-person");
        await writer.WriteAsync(
            async (db, token) =>
            {
                var staffing = await db.ShopStaffings.AsTracking().SingleOrDefaultAsync(s => s.ShopId == shop.Id, token);
                if (staffing is null) db.Add(staffing = new ShopStaffing { ShopId = shop.Id });
                (staffing.WorkLimit, staffing.AcceptWithinMinutes, staffing.DisputeAgentId) = (limit, minutes, agent);
                audit.Add(db, Acting.Of(by), "staff-rules", shop.Id, shop.Code, new { staffing.WorkLimit, staffing.AcceptWithinMinutes, staffing.DisputeAgentId });
                await db.SaveChangesAsync(token);
            },
            cancellation);
        return (null, null, null);
    }

    private async Task<(bool IsKnown, long? Agent)> AgentAsync(Shop shop, string? text, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(text)) return (true, null);
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return (false, null);
        return ((await people.OfAsync(shop.Id, cancellation)).Any(p => p.Id == id && p.Roles.Contains(Role.Agent)), id);
    }

    private static bool TryLimit(string? text, out int? limit)
    {
        limit = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > AgentProfile.HighestLimit) return false;
        limit = number;
        return true;
    }
}
