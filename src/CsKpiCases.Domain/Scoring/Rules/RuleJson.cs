using System.Text.Json;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Scoring.Rules;

/// <summary>How rules are kept: the JSON of their drafts, which were checked before they were saved.</summary>
public static class RuleJson
{
    public static string Write<T>(T draft)
        where T : class => JsonSerializer.Serialize(draft, JsonText.Options);

    /// <summary>The draft of a document.</summary>
    /// <exception cref="FormatException">It is no document of this kind.</exception>
    public static T Read<T>(string document)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(document, JsonText.Options) ?? throw new FormatException("The rule's document is empty.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The rule's document is no {typeof(T).Name}.", e);
        }
    }

    public static Scheme Scheme(RuleText rule) => new(
        rule.Name.Key, rule.Name.Version, rule.EffectiveFrom, rule.NameZh, rule.NameEn,
        SchemeValidation.Check(Read<SchemeDraft>(rule.Document), "scheme", out var errors) ?? throw Wrong(rule, errors));

    public static GradeLadder<BonusRung> BonusLadder(RuleText rule) =>
        LadderValidation.Check(Read<BonusLadderDraft>(rule.Document), out var errors) ?? throw Wrong(rule, errors);

    public static GradeLadder<PostRung> PostLadder(RuleText rule) =>
        LadderValidation.Check(Read<PostLadderDraft>(rule.Document), out var errors) ?? throw Wrong(rule, errors);

    public static DeductionRules Deductions(RuleText rule) => Read<DeductionsDraft>(rule.Document).Check(out var errors) ?? throw Wrong(rule, errors);

    public static PayTable Pay(RuleText rule) => Read<PayDraft>(rule.Document).Check(out var errors) ?? throw Wrong(rule, errors);

    private static FormatException Wrong(RuleText rule, IReadOnlyList<FieldError> errors) =>
        new($"{rule.Name.Kind} {rule.Name.Key} version {rule.Name.Version}: {errors[0].Path}: {errors[0].Message}");
}
