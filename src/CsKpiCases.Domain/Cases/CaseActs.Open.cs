using CsKpiCases.Domain.Goods;
using CsKpiCases.Domain.People;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Cases;

public static partial class CaseActs
{
    /// <summary>
    /// The case that another one opened (<see cref="CaseOutcome.Accepted.Opened"/>): of its shop, order and buyer, and with its
    /// owner where he still owns cases. The program opens it, so nothing is left to classify or to assign.
    /// </summary>
    /// <param name="opened">What to open.</param>
    /// <param name="parent">The file of the case that opens it, after its act.</param>
    /// <param name="number">The number that people will see.</param>
    /// <param name="at">UTC, whole seconds: when the act happened.</param>
    /// <param name="zone">The shop's.</param>
    /// <param name="settings">The installation's.</param>
    public static CaseOutcome.Accepted Open(OpenedCase opened, CaseFile parent, string number, DateTime at, TimeZoneInfo zone, WorkflowSettings settings)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(parent);
        var from = parent.Case;
        var log = new LogCase(from.ShopId, number, from.Subject, from.Source == Channel.Unknown ? Channel.Platform : from.Source)
        {
            Type = opened.Type, SubKind = opened.SubKind, Category = from.Category, OwnerId = opened.OwnerId ?? (opened.IsUnowned ? null : from.OwnerId), TeamId = from.TeamId, BuyerId = from.BuyerId,
            OrderId = from.OrderId, OrderNumber = from.OrderNumber, Tier = from.Tier, Priority = from.Priority, PlannedFor = opened.PlannedFor, GrewFromId = from.Id, OrderPaidAmount = parent.OrderPaidAmount,
        };
        if (opened.Split is not null)
        {
            // One application of the buyer's made both; the new case stands where the old one stood before anybody began with it.
            log = log with { OpenedAt = from.OpenedAt, Description = from.Description, BeginsIn = from.Stage <= Stage.Classify ? SharedWorkflow.Classified : SharedWorkflow.Assigned };
        }

        var firstId = opened.Id;
        long NewId()
        {
            (var id, firstId) = (firstId ?? parent.NewId(), null);
            return id;
        }

        var logged = Log(log, Actor.System, at, zone, NewId) as CaseOutcome.Accepted ?? throw new InvalidOperationException($"{opened.Type} cannot be opened from {from.Number}.");
        var context = new FiringContext(logged.File, Actor.System, at, settings, LogName);
        var change = new CaseChange(logged.File, at);
        Link(change, logged.File, from, opened.Link, at);
        if (opened.DeadlineAt is { } due)
        {
            AddDeadline(context, change, opened.DeadlineKey!, due, "deadline." + opened.DeadlineKey, "at_zero.deadline_" + opened.DeadlineKey);
        }

        if (opened.Split is not null)
        {
            Splitting.Begin(context, change, opened, from);
        }

        if (opened.TrackingNumber is not null)
        {
            Parceling.New(context, change, Direction.Order, opened.Courier, opened.TrackingNumber, FreightPayer.None, ParcelStep.Numbered);
        }

        change.Flush(Actor.System);
        change.Tell("notice.case_opened", logged.File.Case.OwnerId, ("from", from.Number));
        var begun = (CaseOutcome.Accepted)change.Accept();
        return begun with { Events = [.. logged.Events, .. begun.Events], Added = [.. logged.Added, .. begun.Added] };
    }

    private static void Link(CaseChange change, CaseFile file, Case other, LinkKind kind, DateTime at)
    {
        var link = change.Add(new CaseLink
        {
            Id = file.NewId(), ShopId = other.ShopId, CaseId = file.Case.Id, OtherCaseId = other.Id, Kind = kind, LinkedAt = at,
        });
        change.Also(EventKind.Linked, new { linkId = link.Id, otherCaseId = other.Id, kind });
    }
}
