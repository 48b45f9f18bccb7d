using System.Globalization;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>Reads the query of a request; collects every fault, so that one answer names them all.</summary>
public sealed class QueryParameters
{
    public const int UsualLimit = 50;
    public const int LargestLimit = 200;
    private const int Longest = 200;

    private readonly IQueryCollection query;
    private readonly List<ProblemError> errors = [];

    public QueryParameters(HttpRequest request, params string[] known)
    {
        ArgumentNullException.ThrowIfNull(request);
        query = request.Query;
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name)) Add(name, FieldCodes.UnknownParameter, "This parameter does not exist here.");
            else if (values.Count > 1) Add(name, FieldCodes.WrongType, "This parameter may stand once.");
            else if (values[0] is { } value && (value.Length > Longest || value.Any(char.IsControl))) Add(name, FieldCodes.InvalidText, "At most 200 characters, no control characters.");
        }

        Done();
    }

    /// <summary>The trimmed text; null where it is absent or empty.</summary>
    public string? Text(string name)
    {
        string? value = query[name];
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    public T? Enum<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        if (EnumNames.TryRead<T>(text, out var value)) return value;
        Add(name, FieldCodes.UnknownValue, $"One of {string.Join(", ", System.Enum.GetValues<T>().Select(EnumNames.Of))}.");
        return null;
    }

    public int Limit()
    {
        if (Text("limit") is not { } text) return UsualLimit;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= LargestLimit) return limit;
        Add("limit", FieldCodes.OutOfRange, "From 1 to 200.");
        return UsualLimit;
    }

    public long? Id(string name) => Ids.Read(Text(name), name, errors);

    public void Add(string name, string code, string message) => errors.Add(new ProblemError(name, code, message));

    /// <exception cref="ProblemException">Something was wrong.</exception>
    public void Done()
    {
        if (errors.Count > 0) throw new ProblemException(Problem.Invalid(errors));
    }
}
