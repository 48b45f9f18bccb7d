using System.Globalization;
using System.Text;

namespace CsKpiCases.Web.Tests.Kills;

/// <summary>An incident log in the manner of help desks, made from a seed: the same seed and first instant give the same file.</summary>
internal static class SyntheticLog
{
    /// <summary>How its columns are to be read, measured by a policy that every store has.</summary>
    public const string Map =
        """
        { "shop": "trial", "caseType": "complaint", "policy": "POLICY", "scored": false,
          "delimiter": ",", "timeFormat": "yyyy-MM-dd HH:mm", "timeZone": "Asia/Shanghai", "missing": ["?", ""],
          "case":  { "number": "number", "openedAt": "opened_at", "resolvedAt": "resolved_at", "buyer": "caller", "subject": "symptom" },
          "event": { "at": "updated_at", "order": "mod_count", "state": "state", "owner": "assigned_to", "team": "group" },
          "states": { "New": "Logged", "Active": "Investigating", "Awaiting User Info": { "state": "Investigating", "waitsOn": "buyer" },
                      "Resolved": "Resolved", "Closed": "Closed" },
          "unknownState": "Investigating" }
        """;

    private static readonly string[] Middle = ["Active", "Active", "Awaiting User Info", "Active", "Resolved"];

    /// <summary>Writes it and its map into a folder.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="incidents">How many; each has six rows.</param>
    /// <param name="first">Opening of the first one, local time.</param>
    /// <param name="minutesApart">From one opening to the next.</param>
    /// <param name="policy">Name of the policy that measures it.</param>
    public static (string Log, string Map) Write(string folder, int incidents, DateTime first, double minutesApart, string policy)
    {
#pragma warning disable CA5394 // not a secret: it must be the same each time
        var random = new Random(20160229);
        var text = new StringBuilder("number,state,mod_count,opened_at,updated_at,resolved_at,caller,symptom,group,assigned_to\n");
        for (var i = 0; i < incidents; i++)
        {
            var opened = first.AddMinutes(Math.Floor(i * minutesApart));
            var resolved = opened.AddMinutes(30 + random.Next(6000));
            var (owner, group, caller) = (random.Next(40), random.Next(6), random.Next(900));
            Row(i, "New", 0, opened, opened);
            for (var step = 0; step < Middle.Length; step++) Row(i, Middle[step], step + 1, opened, opened.AddMinutes((resolved - opened).TotalMinutes * (step + 1) / Middle.Length));

            void Row(int number, string state, int order, DateTime from, DateTime at) => text.Append(
                CultureInfo.InvariantCulture,
                $"INC{number:0000000},{state},{order},{from:yyyy-MM-dd HH:mm},{at:yyyy-MM-dd HH:mm},{resolved:yyyy-MM-dd HH:mm},Caller {caller},Symptom {number % 70},Group {group},Agent {owner}\n");
        }
#pragma warning restore CA5394

        var (log, map) = (Path.Combine(folder, "log.csv"), Path.Combine(folder, "map.json"));
        File.WriteAllText(log, text.ToString());
        File.WriteAllText(map, Map.Replace("POLICY", policy, StringComparison.Ordinal));
        return (log, map);
    }
}
