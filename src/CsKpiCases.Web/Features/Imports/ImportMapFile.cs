using System.Text.Json;
using CsKpiCases.Domain.Cases;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Web.Features.Imports;

/// <summary>Reads a map file; every fault names its field, such as <c>case.number</c> or <c>states.New</c>.</summary>
public sealed partial class ImportMapFile
{
    private static readonly string[] General = ["shop", "caseType", "policy", "scored", "delimiter", "timeFormat", "timeZone", "missing", "states", "unknownState"];
    private static readonly string[] CaseFields = ["number", "openedAt", "resolvedAt", "closedAt", "buyer", "category", "subject", "priority"];
    private static readonly string[] ListFields = ["state", "outcome", "note"];
    private static readonly string[] EventFields = ["at", "order", "state", "owner", "team"];
    private static readonly string[] Priorities = ["low", "normal", "high", "urgent"];
    private readonly FieldErrors errors;

    private ImportMapFile(FieldErrors errors) => this.errors = errors;

    /// <summary>Reads the map of an event log; where errors were added it is not to be used.</summary>
    public static ImportMap OfEventLog(string json, FieldErrors errors)
    {
        var reading = new ImportMapFile(errors);
        var map = reading.Document(json, root => reading.ReadLog(root));
        reading.Require(map.Number, "case.number");
        reading.Require(map.EventAt, "event.at");
        reading.Require(map.EventState, "event.state");
        return map;
    }

    /// <summary>Reads the map of a list of cases: the fields in a section <c>case</c>, or beside the general ones.</summary>
    public static ImportMap OfCases(string json, FieldErrors errors)
    {
        var reading = new ImportMapFile(errors);
        var map = reading.Document(json, root => reading.ReadList(root));
        reading.Require(map.OpenedAt, "case.openedAt");
        return map;
    }

    private ImportMap Document(string json, Func<JsonElement, ImportMap> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind == JsonValueKind.Object) return read(document.RootElement);
            Wrong("", "an object");
        }
        catch (JsonException e)
        {
            errors.Add("", SlaErrorCodes.InvalidJson, e.Message);
        }

        return new ImportMap();
    }

    private ImportMap ReadLog(JsonElement root)
    {
        Known(root, "", [.. General, "case", "event"]);
        var map = ReadCase(ReadGeneral(root), Section(root, "case", CaseFields), "case");
        var fields = Section(root, "event", EventFields);
        return map with
        {
            EventAt = Column(fields, "event", "at"),
            EventOrder = Column(fields, "event", "order"),
            EventState = Column(fields, "event", "state"),
            Owner = Column(fields, "event", "owner"),
            Team = Column(fields, "event", "team"),
        };
    }

    private ImportMap ReadList(JsonElement root)
    {
        var isNested = root.TryGetProperty("case", out _);
        string[] fields = [.. CaseFields, .. ListFields];
        Known(root, "", isNested ? [.. General, "case", .. ListFields] : [.. General, .. fields]);
        var section = isNested ? Section(root, "case", fields) : root;
        var map = ReadCase(ReadGeneral(root), section, isNested ? "case" : "");
        // state, outcome and note may stand in the section or beside it
        (JsonElement? Element, string Path) At(string name) => section is { } s && s.TryGetProperty(name, out _) ? (section, isNested ? "case" : "") : (root, "");
        var (state, statePath) = At("state");
        var (outcome, outcomePath) = At("outcome");
        var (note, notePath) = At("note");
        return ReadState(map, state, statePath) with
        {
            Outcome = Column(outcome, outcomePath, "outcome", Enum.GetNames<Outcome>().Select(JsonText.CamelCase).ToArray()),
            Note = Column(note, notePath, "note"),
        };
    }

    private ImportMap ReadGeneral(JsonElement root)
    {
        var type = ReadType(Text(root, "", "caseType"));
        return new ImportMap
        {
            Shop = Text(root, "", "shop"),
            CaseType = type,
            Policy = Text(root, "", "policy"),
            IsScored = Flag(root, "scored"),
            Delimiter = Delimiter(Text(root, "", "delimiter")),
            TimeFormat = Format(Text(root, "", "timeFormat")),
            TimeZone = Zone(Text(root, "", "timeZone")),
            Missing = Texts(root, "missing"),
            States = States(root, "states", "states", type),
            UnknownState = root.TryGetProperty("unknownState", out var unknown) ? State(unknown, "unknownState", type) : null,
        };
    }

    private ImportMap ReadCase(ImportMap map, JsonElement? section, string path) => map with
    {
        Number = Column(section, path, "number"),
        OpenedAt = Column(section, path, "openedAt"),
        ResolvedAt = Column(section, path, "resolvedAt"),
        ClosedAt = Column(section, path, "closedAt"),
        Buyer = Column(section, path, "buyer"),
        Category = Column(section, path, "category"),
        Subject = Column(section, path, "subject"),
        Priority = Column(section, path, "priority", Priorities),
    };

    /// <summary>A column whose values <c>states</c> translates, or which brings its translation along.</summary>
    private ImportMap ReadState(ImportMap map, JsonElement? section, string path)
    {
        if (section is not { } s || !s.TryGetProperty("state", out var state)) return map;
        var here = Join(path, "state");
        if (state.ValueKind != JsonValueKind.Object) return map with { State = Column(section, path, "state") };
        Known(state, here, ["column", "values"]);
        var own = States(state, "values", Join(here, "values"), map.CaseType);
        var states = map.States.ToDictionary();
        foreach (var (source, target) in own) states[source] = target;
        return map with { State = Column(state, here, "column"), States = states };
    }

    private CaseType ReadType(string? name)
    {
        if (name is null) return CaseType.Complaint;
        foreach (var type in CaseMachines.Available)
        {
            if (JsonText.CamelCase(type.ToString()) == name) return type;
        }

        errors.Add("caseType", "unknown_case_type", $"Case types are {string.Join(", ", CaseMachines.Available.Select(t => JsonText.CamelCase(t.ToString())))}.");
        return CaseType.Complaint;
    }

    private Dictionary<string, MappedState> States(JsonElement parent, string name, string path, CaseType type)
    {
        var states = new Dictionary<string, MappedState>(StringComparer.Ordinal);
        if (!parent.TryGetProperty(name, out var element)) return states;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Wrong(path, "an object");
            return states;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (State(property.Value, Join(path, property.Name), type) is { } state) states[property.Name] = state;
        }

        return states;
    }

    private MappedState? State(JsonElement element, string path, CaseType type)
    {
        var (name, waitsOn) = (element.ValueKind == JsonValueKind.String ? element.GetString() : null, (string?)null);
        if (element.ValueKind == JsonValueKind.Object)
        {
            Known(element, path, ["state", "waitsOn"]);
            (name, waitsOn) = (Text(element, path, "state"), Text(element, path, "waitsOn"));
        }
        else if (name is null)
        {
            Wrong(path, "a state, or an object with state and waitsOn");
            return null;
        }

        var machine = CaseMachines.For(type);
        if (name is null || !machine.HasState(name))
        {
            errors.Add(path, SlaErrorCodes.UnknownState, $"The states are {string.Join(", ", machine.States.Select(s => s.Name))}.");
            return null;
        }

        var wait = machine.State(name).Wait;
        if (waitsOn is not null && !WaitNames.TryParse(waitsOn, out wait)) errors.Add(Join(path, "waitsOn"), SlaErrorCodes.UnknownWait, "Not a wait such as buyer or supplier.");
        return new MappedState(name, wait);
    }
}
