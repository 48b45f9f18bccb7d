using System.Text.Json;
using CsKpiCases.Data.Rows;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Incidents;

/// <summary>What is done to an incident's cases, in words.</summary>
public static class IncidentWords
{
    public static string IncidentAct(this Texts texts, string act)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return IncidentActs.IsPlain(act) ? texts["act." + act] : texts.Trigger(act);
    }

    public static string Run(this Texts texts, IncidentRun run)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(run);
        if (run.Kind == IncidentRunKind.Link) return texts["incidents.run.link"];
        var form = IncidentActs.Read(run.Act);
        return texts["incidents.run.act", texts.IncidentAct(form.Act ?? ""), form.Note ?? ""];
    }

    /// <summary>Why a case was not done; without a stored reason it is gone.</summary>
    public static string RunRefusal(this Texts texts, string? refusal)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return refusal is not null && JsonSerializer.Deserialize<TransitionRefused>(refusal, JsonText.Options) is { } read ? texts.Refusal(read) : texts["batch.gone"];
    }
}
