using System.Text.Json;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>The act that is to be done on every case, as entered and as kept until it has been done.</summary>
public sealed record IncidentActForm
{
    public string? Act { get; init; }
    public string? Note { get; init; }
    public Channel? Channel { get; init; }
    public bool Reached { get; init; }
}

/// <summary>What can be done on all cases of an incident at once: acts that are the same for every case, whatever it is.</summary>
public static class IncidentActs
{
    public const string Note = "note";
    public const string Contact = "contact";

    /// <summary>In the order in which a trouble is brought to its end. Each case permits it or not.</summary>
    public static IReadOnlyList<string> Offered { get; } =
    [
        Note, Contact, Triggers.Propose, Triggers.Approve, Triggers.BuyerAnswered, Triggers.DepartmentAnswered, Triggers.Accept, Triggers.FindUnjustified, Triggers.Withdraw,
    ];

    /// <summary>Acts that are no triggers.</summary>
    public static bool IsPlain(string act) => act is Note or Contact;

    /// <summary>The act; null where the form names none, or lacks what it needs. The note is needed: it stands in every case's history.</summary>
    public static CaseAct? Of(IncidentActForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var note = form.Note?.Trim();
        if (string.IsNullOrEmpty(note) || note.Length > 2000 || form.Act is null || !Offered.Contains(form.Act)) return null;
        CaseAct act = form.Act switch
        {
            Note => new AddNote(),
            Contact => new LogContact(form.Channel ?? Channel.PlatformChat, form.Reached),
            Triggers.Propose => new FireTrigger(Triggers.Propose) { Arguments = new ProposeArguments(note) },
            _ => new FireTrigger(form.Act),
        };
        return act with { Note = note };
    }

    public static string ToJson(IncidentActForm form) => JsonSerializer.Serialize(form, JsonText.Options);

    public static IncidentActForm Read(string json) => JsonSerializer.Deserialize<IncidentActForm>(json, JsonText.Options) ?? new IncidentActForm();
}
