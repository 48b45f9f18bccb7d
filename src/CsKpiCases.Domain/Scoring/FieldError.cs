namespace CsKpiCases.Domain.Scoring;

/// <summary>One refused field of a request or a form.</summary>
/// <param name="Path">Where it stands, as in the request: <c>scheme.lines[1].target</c>.</param>
/// <param name="Code">A stable reason code: <c>required</c>, <c>out_of_range</c>, …</param>
/// <param name="Message">In English, for the API.</param>
/// <param name="MessageZh">The same in Chinese, for the screen.</param>
public sealed record FieldError(string Path, string Code, string Message, string MessageZh)
{
    internal static FieldError Required(string path) => new(path, "required", "This field is required.", "此项必填。");

    internal static FieldError Negative(string path) => new(path, "negative", "Must not be negative.", "不能为负数。");

    internal static FieldError TooLarge(string path) => new(path, "too_large", "Must not exceed 1,000,000,000,000.", "不能超过 1,000,000,000,000。");
}
