using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Registers;

/// <summary>What the registers say in the reader's language.</summary>
public sealed class RegisterWords(Texts texts)
{
    public string State(string state) => texts.State(state);

    public string Waits(object wait) => texts.Code("waits.", wait.ToString()!);

    public string Named(string prefix, object code) => texts.Named(prefix, code.ToString());

    public string Kind(string? subKind) => subKind is null ? "" : texts.Code("sub_kind.", subKind);

    /// <summary>A text as somebody wrote it, or the key of one that a machine set.</summary>
    public string Said(string text) => texts.Has(text) ? texts[text] : text;

    public string AtZero(string? key) => key is null ? "" : texts[key];
}
