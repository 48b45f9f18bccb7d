namespace CsKpiCases.Domain.Scoring;

/// <summary>What a simulator says: an answer, or every refused field.</summary>
public sealed record Simulated<TAnswer>(TAnswer? Answer, IReadOnlyList<FieldError> Errors)
    where TAnswer : class;
