namespace CsKpiCases.Web.Features.Shared;

/// <summary>For <c>_Empty</c>: what is not there, and what to do about it.</summary>
public sealed record EmptyList(string Title, string Hint, string? ActionText = null, string? ActionHref = null);

/// <summary>For <c>_Failed</c>: what went wrong and where to try again.</summary>
public sealed record FailedList(string What, string RetryHref);

/// <summary>For <c>_NoRight</c>: what was asked and the roles that can grant it, as texts.</summary>
public sealed record NoRight(string What, string GrantedBy);

/// <summary>For <c>_Pager</c>: keyset paging, newer and older; a count is capped (1000+).</summary>
public sealed record Pager(string? NewerHref, string? OlderHref, int Shown, int? Total, bool TotalCapped = false);

/// <summary>For <c>_Skeleton</c>: how many rows to draw while a part loads.</summary>
public sealed record Skeleton(int Rows = 6);

/// <summary>For <c>_Choice</c>: a setting of the browser, posted as <c>value</c>.</summary>
public sealed record Choice(string Action, string Title, string Current, string ReturnUrl, IReadOnlyList<(string Value, string Text)> Values);

/// <summary>For <c>_Photos</c>: a file field that takes the camera, files, drops and pastes; its form must be multipart.</summary>
public sealed record PhotoZone(string Name = "photos", int MaxMegabytes = 10);
