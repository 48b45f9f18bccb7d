using System.Text.RegularExpressions;
using CsKpiCases.Domain.Pay;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Scoring.Rules;

namespace CsKpiCases.Web.Features.ScoreRules;

/// <summary>A form as it would be saved, or what is wrong with it.</summary>
/// <param name="Document">Null where there are errors.</param>
/// <param name="WeightSum">Of a scheme whose weights can all be read.</param>
/// <param name="Commission">Of a pay table whose steps are right.</param>
public sealed record CheckedRule(string? Document, IReadOnlyList<FieldError> Errors, decimal? WeightSum, CommissionTable? Commission);

/// <summary>Checks what stands in a form, whatever month it is for.</summary>
public static partial class CheckRule
{
    public static CheckedRule Run(RuleForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var errors = new List<FieldError>();
        CheckNames(form, errors);
        var document = RuleFields.Write(form.Fields, errors);
        try
        {
            return Checked(form.Kind, document, errors);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            // a field that the page does not have, or numbers beyond all bounds
            errors.Add(new FieldError("", "unreadable", "The form could not be read. Open the page anew.", "无法读取表单，请重新打开页面。"));
            return new CheckedRule(null, errors, null, null);
        }
    }

    /// <summary>The same with the rates of its steps, each on the sales of its own step only.</summary>
    internal static RuleForm WithoutFalls(RuleForm form)
    {
        if (Run(form).Commission is not { } table) return form;
        var others = form.Fields.Where(f => !f.Key.StartsWith("steps[", StringComparison.Ordinal));
        var steps = PayDraft.Of(new PayTable { Rates = new PayRules { Commission = table.Continuous() } }).Steps;
        var fields = RuleFields.Read(RuleJson.Write(new PayDraft { Steps = steps }));
        return form with { Fields = new Dictionary<string, string>(others.Concat(fields), StringComparer.Ordinal) };
    }

    private static CheckedRule Checked(string kind, string document, List<FieldError> errors)
    {
        IReadOnlyList<FieldError> found = [];
        decimal? weights = null;
        CommissionTable? commission = null;
        switch (kind)
        {
            case RuleKinds.Scheme:
                var scheme = RuleJson.Read<SchemeDraft>(document);
                weights = scheme.Lines?.Sum(line => line?.Weight ?? 0) ?? 0;
                SchemeValidation.Check(scheme, "scheme", out found);
                found = [.. found.Select(e => e with { Path = e.Path == "scheme" ? "" : e.Path["scheme.".Length..] })];
                break;
            case RuleKinds.BonusLadder:
                LadderValidation.Check(RuleJson.Read<BonusLadderDraft>(document), out found);
                break;
            case RuleKinds.PostLadder:
                LadderValidation.Check(RuleJson.Read<PostLadderDraft>(document), out found);
                break;
            case RuleKinds.Deductions:
                RuleJson.Read<DeductionsDraft>(document).Check(out found);
                break;
            default:
                var pay = RuleJson.Read<PayDraft>(document);
                pay.Check(out found);
                commission = pay.CheckSteps([]);
                break;
        }

        // what is no number is missing in the document too: said once
        errors.AddRange(found.Where(e => !errors.Exists(known => known.Path == e.Path)));
        return new CheckedRule(errors.Count == 0 ? document : null, errors, weights, commission);
    }

    private static void CheckNames(RuleForm form, List<FieldError> errors)
    {
        if (form.Kind != RuleKinds.Scheme) return;
        if (!Key().IsMatch(form.Key)) errors.Add(new FieldError("key", "invalid_key", "Small letters, digits and dashes, at most 40.", "只能用小写字母、数字和短横线，最多 40 个字符。"));
        CheckName("nameZh", form.NameZh, errors);
        CheckName("nameEn", form.NameEn, errors);
    }

    private static void CheckName(string path, string name, List<FieldError> errors)
    {
        if (name.Length is 0 or > RuleForm.LongestName) errors.Add(new FieldError(path, "invalid_name", "A name of 1 to 60 characters.", "名称为 1 到 60 个字符。"));
    }

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
    private static partial Regex Key();
}
