using System.Globalization;
using CsKpiCases.Data;
using CsKpiCases.Data.Storage;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Orders;
using CsKpiCases.Domain.People;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.EntityFrameworkCore;

namespace CsKpiCases.Web.Features.Buyers;

/// <summary>What is asked for: which of the two, why, and from which case.</summary>
public sealed record UnmaskForm(bool Name, bool Phone, string? Reason, string? Case);

/// <summary>Shows a buyer's name or phone in full, once it is written down who saw it and why.</summary>
public sealed class UnmaskBuyer(CasesDbContext db, CaseWriter writer, AuditLog audit)
{
    public const string AuditAct = "buyer_unmasked";
    public const int LongestReason = 200;

    public static string SubjectOf(long buyerId) => "buyer " + buyerId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Supervisors and shop leads always; an agent while an open case of this buyer is his.</summary>
    public async Task<bool> MayAsync(Buyer buyer, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(buyer);
        ArgumentNullException.ThrowIfNull(reader);
        if (!reader.Can(Right.UnmaskBuyers, buyer.ShopId)) return false;
        var roles = reader.RolesIn(buyer.ShopId);
        if (roles.Contains(Role.Supervisor) || roles.Contains(Role.ShopLead)) return true;
        return await db.Cases.AnyAsync(c => c.ShopId == buyer.ShopId && c.BuyerId == buyer.Id && c.OwnerId == reader.AccountId && c.Stage < Stage.Penalize, cancellation);
    }

    /// <summary>What to show, or the field that is wrong with its text key. Whether he may was asked before.</summary>
    public async Task<(Unmasked? Shown, string? Field, string? Fault)> RunAsync(Buyer buyer, UnmaskForm form, SignedIn reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(buyer);
        ArgumentNullException.ThrowIfNull(form);
        if (!form.Name && !form.Phone) return (null, "fields", "buyers.unmask.what-needed");
        var reason = form.Reason?.Trim() ?? "";
        if (reason.Length is 0 or > LongestReason) return (null, "reason", "buyers.unmask.reason-needed");
        var number = form.Case?.Trim().ToUpperInvariant();
        var isHis = string.IsNullOrEmpty(number) || await db.Cases.AnyAsync(c => c.Number == number && c.BuyerId == buyer.Id, cancellation);
        if (!isHis) return (null, "case", "buyers.unmask.case-wrong");
        var fields = string.Join(',', new[] { form.Name ? "name" : null, form.Phone ? "phone" : null }.OfType<string>());
        await writer.WriteAsync(
            async (store, token) =>
            {
                audit.Add(store, Acting.Of(reader), AuditAct, buyer.ShopId, SubjectOf(buyer.Id), new { fields, reason, caseNumber = string.IsNullOrEmpty(number) ? null : number });
                await store.SaveChangesAsync(token);
            },
            cancellation);
        return (new Unmasked(form.Name ? buyer.Name ?? "—" : null, form.Phone ? buyer.Phone ?? "—" : null), null, null);
    }
}
