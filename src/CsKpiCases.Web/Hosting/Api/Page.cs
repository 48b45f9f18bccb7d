namespace CsKpiCases.Web.Hosting.Api;

/// <summary>A list, or a piece of one.</summary>
/// <param name="Items">In the order that the route says.</param>
/// <param name="Next">Give it as <c>after</c> to get what follows; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next = null);
