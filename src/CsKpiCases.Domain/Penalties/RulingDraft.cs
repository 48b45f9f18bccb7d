using CsKpiCases.Domain.Money;
using CsKpiCases.Domain.Scoring;
using CsKpiCases.Domain.Workflow;

namespace CsKpiCases.Domain.Penalties;

/// <summary>A share as somebody entered it.</summary>
public sealed record PartyShareDraft(Party? Party, long? AccountId, int? BasisPoints, decimal? Recovered = null);

/// <summary>A ruling as somebody entered it, unchecked.</summary>
public sealed record RulingDraft
{
    private const int LongestText = 4000;

    /// <summary>What was asked.</summary>
    public RulingQuestion? Question { get; init; }

    /// <summary>Proven loss, yuan.</summary>
    public decimal? Loss { get; init; }

    /// <summary>How grave.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>What shows it: photos, chat records, tracking, by name.</summary>
    public string? Evidence { get; init; }

    /// <summary>Who.</summary>
    public IReadOnlyList<PartyShareDraft> Shares
    {
        get;
        // an element that is null in JSON is a share of which nothing is said
        init => field = [.. value.Select(share => share ?? new PartyShareDraft(null, null, null, null))];
    } = [];

    /// <summary>The ruling, or null and every refused field.</summary>
    public Ruling? Check(out IReadOnlyList<FieldError> errors)
    {
        var found = new List<FieldError>();
        errors = found;
        Require(Question is not null, "question", found);
        Require(Severity is not null, "severity", found);
        CheckText(Reason, "reason", found);
        CheckText(Evidence, "evidence", found);
        CheckAmount(Loss, "loss", required: true, found);
        CheckShares(found);
        if (found.Count > 0)
        {
            return null;
        }

        var ruling = new Ruling(Question!.Value, Loss!.Value, Severity!.Value, Reason!.Trim(), Evidence!.Trim(),
            [.. Shares.Select(share => new PartyShare(share.Party!.Value, share.AccountId, share.BasisPoints!.Value, share.Recovered ?? 0))]);
        CheckRecoveries(ruling, found);
        return found.Count == 0 ? ruling : null;
    }

    private void CheckShares(List<FieldError> errors)
    {
        Require(Shares.Count > 0, "shares", errors);
        for (var i = 0; i < Shares.Count; i++)
        {
            CheckShare(Shares[i], $"shares[{i}]", errors);
            if (Shares.Take(i).Any(other => other.Party == Shares[i].Party && other.AccountId == Shares[i].AccountId))
            {
                errors.Add(new FieldError($"shares[{i}]", "party_twice", "This party already has a share.", "该责任方已有份额。"));
            }
        }

        if (Shares.Count > 1 && Shares.Any(share => share.Party == Party.Nobody))
        {
            errors.Add(new FieldError("shares", "nobody_and_others", "Nobody's fault cannot be shared with anybody.", "“无责任方”不能与其他责任方并存。"));
        }

        var points = Shares.Select(share => share.BasisPoints).ToList();
        if (points.Count > 0 && points.TrueForAll(point => point is > 0 and <= ShareSplit.Whole) && points.Sum() != ShareSplit.Whole)
        {
            errors.Add(new FieldError("shares", "shares_not_whole", "The shares must sum to exactly 100%.", "责任份额之和必须正好是 100%。"));
        }
    }

    private static void CheckShare(PartyShareDraft share, string path, List<FieldError> errors)
    {
        Require(share.Party is not null, $"{path}.party", errors);
        Require(share.BasisPoints is not null, $"{path}.basisPoints", errors);
        if (share.BasisPoints is <= 0 or > ShareSplit.Whole)
        {
            errors.Add(new FieldError($"{path}.basisPoints", "out_of_range", "A share is above 0% and at most 100%.", "份额应大于 0% 且不超过 100%。"));
        }

        if (share.Party == Party.Agent)
        {
            Require(share.AccountId is not null, $"{path}.accountId", errors);
        }
        else if (share.AccountId is not null)
        {
            errors.Add(new FieldError($"{path}.accountId", "not_an_agent", "Only an agent's share names an account.", "只有客服的份额可以指定账号。"));
        }

        CheckAmount(share.Recovered, $"{path}.recovered", required: false, errors);
        if (share.Recovered > 0 && share.Party is not (Party.Courier or Party.Supplier))
        {
            errors.Add(new FieldError($"{path}.recovered", "not_recoverable", "Only a courier or a supplier pays back.", "只有快递或供应商可以追回款项。"));
        }
    }

    private static void CheckRecoveries(Ruling ruling, List<FieldError> errors)
    {
        var amounts = ruling.Amounts();
        for (var i = 0; i < amounts.Count; i++)
        {
            if (amounts[i].Share.Recovered > amounts[i].Gross)
            {
                errors.Add(new FieldError($"shares[{i}].recovered", "above_share", "More than this party's share of the loss.", "超过该责任方应承担的损失。"));
            }
        }
    }

    private static void CheckText(string? text, string path, List<FieldError> errors)
    {
        Require(!BlankText.Is(text), path, errors);
        if (text?.Length > LongestText)
        {
            errors.Add(new FieldError(path, "too_long", "At most 4000 characters.", "最多 4000 个字符。"));
        }
    }

    private static void CheckAmount(decimal? amount, string path, bool required, List<FieldError> errors)
    {
        if (amount is null)
        {
            Require(!required, path, errors);
            return;
        }

        switch (Fen.Check(amount.Value))
        {
            case AmountFault.Negative:
                errors.Add(FieldError.Negative(path));
                break;
            case AmountFault.TooLarge:
                errors.Add(FieldError.TooLarge(path));
                break;
            case AmountFault.TooFine:
                errors.Add(new FieldError(path, "too_fine", "Whole fen only.", "金额最多两位小数。"));
                break;
        }
    }

    private static void Require(bool present, string path, List<FieldError> errors)
    {
        if (!present)
        {
            errors.Add(FieldError.Required(path));
        }
    }
}
