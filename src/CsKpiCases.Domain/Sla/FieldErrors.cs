namespace CsKpiCases.Domain.Sla;

/// <summary>What is wrong with one field of a request or file.</summary>
/// <param name="Path">Such as <c>targets[0].limit</c>; empty for the document itself.</param>
/// <param name="Code">One of <see cref="SlaErrorCodes"/>.</param>
/// <param name="Message">One English sentence.</param>
public sealed record FieldError(string Path, string Code, string Message);

/// <summary>Collects what is wrong, in the order of the document.</summary>
public sealed class FieldErrors
{
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> All => _errors;

    public int Count => _errors.Count;

    public void Add(string path, string code, string message) => _errors.Add(new FieldError(path, code, message));
}
