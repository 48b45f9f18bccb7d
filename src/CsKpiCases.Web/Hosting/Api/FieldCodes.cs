using CsKpiCases.Domain.Sla;

namespace CsKpiCases.Web.Hosting.Api;

/// <summary>The codes of single fields in a problem's <c>errors</c>, beside those of the clock engine.</summary>
public static class FieldCodes
{
    public const string Required = SlaErrorCodes.Required;
    public const string WrongType = SlaErrorCodes.WrongType;
    public const string UnknownProperty = SlaErrorCodes.UnknownProperty;
    public const string DuplicateProperty = "duplicate_property";
    public const string InvalidInstant = SlaErrorCodes.InvalidInstant;
    public const string InvalidText = "invalid_text";
    public const string InvalidId = "invalid_id";
    public const string UnknownValue = "unknown_value";
    public const string UnknownParameter = "unknown_parameter";
    public const string OutOfRange = "out_of_range";
    public const string TooLong = "too_long";
    public const string UnknownShop = "unknown_shop";
    public const string UnknownBuyer = "unknown_buyer";
    public const string UnknownAccount = "unknown_account";
    public const string UnknownTeam = "unknown_team";
    public const string UnknownCase = "unknown_case";
    public const string UnknownOrderLine = "unknown_order_line";
    public const string UnknownTrigger = "unknown_trigger";
    public const string EmptyFile = "empty_file";
    public const string FileTypeNotAllowed = "file_type_not_allowed";
    public const string InvalidUrl = "invalid_url";
    public const string PrivateAddress = "private_address";
    public const string HttpsRequired = "https_required";
    public const string TooMany = "too_many";

    private static readonly (string Code, string Meaning)[] Own =
    [
        (DuplicateProperty, "The property stands twice."),
        (InvalidText, "A text holds a NUL or half a character."),
        (InvalidId, "Not an id: a whole number, as text or number."),
        (UnknownValue, "Not one of the known values."),
        (UnknownParameter, "The query parameter does not exist here."),
        (OutOfRange, "Outside the allowed range."),
        (TooLong, "The text is too long."),
        (UnknownShop, "No shop of that code that you reach."),
        (UnknownBuyer, "No buyer of that id in the shop."),
        (UnknownAccount, "Nobody of that id works in the shop in such a role."),
        (UnknownTeam, "No team of that id in the shop."),
        (UnknownCase, "No case of that id in the shop."),
        (UnknownOrderLine, "No line of that id in the case's order."),
        (UnknownTrigger, "No workflow has this trigger."),
        ("missing_argument", "What the workflow needs is missing."),
        ("invalid_argument", "Out of range, too long, or not one of the known values."),
        (EmptyFile, "The file is empty."),
        (FileTypeNotAllowed, "By its content the file is none of the types taken."),
        (InvalidUrl, "Not an address such as https://erp.example.com/hooks, without account and fragment."),
        (PrivateAddress, "The host is not public, and the installation does not allow it."),
        (HttpsRequired, "The address must begin with https."),
        (TooMany, "There are as many already as there may be."),
        ("negative", "The number must not be negative."),
        ("too_large", "The number is too large."),
        ("too_fine", "The amount has more than two decimals."),
        ("weights_not_100", "The weights do not sum to 100."),
        ("unknown_indicator", "There is no such indicator."),
        ("unknown_rule", "There is no such scoring rule."),
        ("cap_not_positive", "A cap must be above 0."),
        ("target_not_positive", "A proportional rule needs a target above 0."),
        ("lower_is_better", "A proportional rule needs an indicator of which more is better."),
        ("target_equals_threshold", "A linear rule needs a target different from its threshold."),
        ("bands_gap", "The bands leave a gap."),
        ("bands_overlap", "The bands overlap."),
        ("bands_empty_interval", "A band is empty."),
        ("unknown_severity", "A severity is A, B, C or D."),
        ("party_twice", "The party has a share already."),
        ("nobody_and_others", "Nobody's fault cannot be shared."),
        ("shares_not_whole", "The shares do not sum to 100%."),
        ("not_an_agent", "Only an agent's share names an account."),
        ("not_recoverable", "Only a courier or a supplier pays back."),
        ("above_share", "More was recovered than the party's share."),
    ];

    public static IReadOnlyList<(string Code, string Meaning)> All { get; } = [.. Own, .. SlaErrorCodes.All];
}
