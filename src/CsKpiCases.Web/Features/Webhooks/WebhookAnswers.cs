using CsKpiCases.Web.Hosting.Api;

namespace CsKpiCases.Web.Features.Webhooks;

/// <summary>A new target of webhooks.</summary>
public sealed record CreateWebhookRequest
{
    /// <summary>The shop's code; may be left out by somebody who works in one shop alone.</summary>
    public string? Shop { get; init; }

    /// <summary>Needed, at most 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Needed: https, a public host, at most 500 characters.</summary>
    public string? Url { get; init; }

    /// <summary>Names of events, at least one, such as case.logged or clock.breached.</summary>
    public IReadOnlyList<string>? Events { get; init; }
}

/// <summary>A target as it shall be from now on.</summary>
public sealed record ChangeWebhookRequest
{
    /// <summary>Needed, at most 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Needed: https, a public host, at most 500 characters.</summary>
    public string? Url { get; init; }

    /// <summary>Names of events, at least one.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>False: no new events, and what waits is kept. Absent: as it is.</summary>
    public bool? Enabled { get; init; }
}

/// <summary>An act that needs nothing said.</summary>
public sealed record NothingToSay;

/// <summary>A target of webhooks.</summary>
public sealed record WebhookAnswer
{
    public required string Id { get; init; }
    public required string Shop { get; init; }
    public required string Name { get; init; }
    public required string Url { get; init; }
    public required IReadOnlyList<string> Events { get; init; }
    public required bool Enabled { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>Since when nothing gets through; null while it does.</summary>
    public required DateTime? FailingSince { get; init; }

    /// <summary>Deliveries still to be sent; 1001 means more than 1000.</summary>
    public required int Waiting { get; init; }

    /// <summary>Deliveries that did not get through by now; 1001 means more than 1000.</summary>
    public required int Failed { get; init; }

    /// <summary>Of its settings: what If-Match must hold, in quotes, to change them.</summary>
    public required string Version { get; init; }

    /// <summary>What bodies are signed with: in the answer that made it, and in no other.</summary>
    public required string? Secret { get; init; }

    public static WebhookAnswer Of(TargetLine target, string shop, string? secret = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new WebhookAnswer
        {
            Id = Ids.Text(target.Id), Shop = shop, Name = target.Name, Url = target.Url, Events = target.Events, Enabled = target.IsEnabled, CreatedAt = target.CreatedAt,
            FailingSince = target.FailingSince, Waiting = target.Waiting, Failed = target.Failed, Version = TargetVersion.Of(target), Secret = secret,
        };
    }
}

/// <summary>An event that was, or is to be, sent to a target.</summary>
public sealed record DeliveryAnswer
{
    public required string Id { get; init; }

    /// <summary>The same for every attempt and every target.</summary>
    public required string EventId { get; init; }
    public required string Type { get; init; }

    /// <summary>The case's number; null for a test.</summary>
    public required string? Case { get; init; }

    /// <summary>waiting, retrying, delivered or givenUp.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>Since it was written, or asked for again.</summary>
    public required int Attempts { get; init; }

    /// <summary>How often it was asked for again.</summary>
    public required int Replays { get; init; }
    public required DateTime OccurredAt { get; init; }
    public required DateTime? AttemptedAt { get; init; }
    public required DateTime? NextAttemptAt { get; init; }
    public required DateTime? DeliveredAt { get; init; }

    /// <summary>What the receiver answered last; null where it did not.</summary>
    public required int? HttpStatus { get; init; }

    /// <summary>The beginning of what it said, or why it was not reached.</summary>
    public required string? Error { get; init; }

    public static DeliveryAnswer Of(DeliveryLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new DeliveryAnswer
        {
            Id = Ids.Text(line.Id), EventId = Ids.Text(line.EventId), Type = line.Type, Case = line.CaseNumber, Status = line.Status, Attempts = line.Attempts, Replays = line.Replays,
            OccurredAt = line.OccurredAt, AttemptedAt = line.AttemptedAt, NextAttemptAt = line.DueAt, DeliveredAt = line.DeliveredAt, HttpStatus = line.HttpStatus, Error = line.Error,
        };
    }
}
