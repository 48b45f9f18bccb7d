namespace CsKpiCases.Domain.Money;

/// <summary>Why an amount that somebody entered cannot be taken.</summary>
public enum AmountFault
{
    /// <summary>Below zero.</summary>
    Negative,

    /// <summary>Above <see cref="Fen.MaxEnteredYuan"/>.</summary>
    TooLarge,

    /// <summary>Finer than a fen.</summary>
    TooFine,
}

/// <summary>Yuan in code are decimals, in the database whole fen.</summary>
public static class Fen
{
    /// <summary>The largest amount of yuan that fits whole fen in 64 bits.</summary>
    public const decimal MaxYuan = 92_233_720_368_547_758m;

    /// <summary>The largest amount that a person, an import or a request may enter, in yuan.</summary>
    public const decimal MaxEnteredYuan = 1_000_000_000_000m;

    /// <summary>Whole fen of an amount of yuan, rounded half away from zero.</summary>
    /// <exception cref="OverflowException">Beyond ±<see cref="MaxYuan"/>: the amount was never checked on entry.</exception>
    public static long FromYuan(decimal yuan)
    {
        if (yuan is > MaxYuan or < -MaxYuan)
        {
            throw new OverflowException("An amount beyond 92 quadrillion yuan cannot be stored.");
        }

        return decimal.ToInt64(Rounding.ToCents(yuan) * 100m);
    }

    /// <summary>Yuan of whole fen, exactly.</summary>
    public static decimal ToYuan(long fen) => Rounding.Plain(fen / 100m);

    /// <summary>Checks an entered amount: 0 to <see cref="MaxEnteredYuan"/>, whole fen. Null: it can be taken.</summary>
    public static AmountFault? Check(decimal yuan) => yuan switch
    {
        < 0 => AmountFault.Negative,
        > MaxEnteredYuan => AmountFault.TooLarge,
        _ when decimal.Round(yuan, 2) != yuan => AmountFault.TooFine,
        _ => null,
    };
}
