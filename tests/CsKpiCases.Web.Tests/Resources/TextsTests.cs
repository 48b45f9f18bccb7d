using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsKpiCases.Domain.Sla;
using CsKpiCases.Domain.Workflow;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Tests.Resources;

public sealed partial class TextsTests
{
    private static readonly Texts Shipped = Texts.Load(strict: true);

    [Fact]
    public void ShippedTexts_BothLanguages_HaveTheSameKeys()
    {
        var chinese = Shipped.Of(Language.Chinese);
        var english = Shipped.Of(Language.English);

        Assert.Empty(chinese.Keys.Except(english.Keys));
        Assert.Empty(english.Keys.Except(chinese.Keys));
        Assert.DoesNotContain(chinese.Concat(english), text => string.IsNullOrWhiteSpace(text.Value));
    }

    [Fact]
    public void ShippedTexts_BothLanguages_TakeTheSameArguments()
    {
        var english = Shipped.Of(Language.English);
        var different = Shipped.Of(Language.Chinese)
            .Where(text => english.TryGetValue(text.Key, out var other) && !Arguments(text.Value).SetEquals(Arguments(other)))
            .Select(text => text.Key);

        Assert.Empty(different);
    }

    [Theory]
    [InlineData("lines[0].quantity", "Quantity")]
    [InlineData("lines[12].amount", "Amount (yuan)")]
    [InlineData("lines[0].unheardOf", "Goods")]
    [InlineData("lines", "Goods")]
    [InlineData("unheardOf", "unheardOf")]
    public void Field_OfALine_IsCalledByWhatIsWrongInIt(string name, string called) => Assert.Equal(called, Spoken.In("en", () => Shipped.Field(name)));

    /// <summary>
    /// The Chinese glossary: one thing has one word. 策略 is a policy (规则 is what grades and rules by itself), 上限 its limit and 目标 its
    /// goal; past them a clock is 超时 and 超目标; what nobody has in hand is 待分配; the buyer is 买家, and the reader 您.
    /// </summary>
    [Theory]
    [InlineData("时限规则", "")]
    [InlineData("规则", "policies.")]
    [InlineData("规则", "calendars.")]
    [InlineData("规则", "sla.")]
    [InlineData("规则", "sim.")]
    [InlineData("规则", "dryrun.")]
    [InlineData("超时限", "")]
    [InlineData("排队", "")]
    [InlineData("的日报", "")]
    [InlineData("客户", "")]
    [InlineData("顾客", "")]
    [InlineData("判责", "")]
    [InlineData("帐号", "")]
    [InlineData("登陆", "")]
    [InlineData("你", "")]
    public void ChineseTexts_HaveNoSecondWordForOneThing(string word, string beginning) => Assert.Empty(
        Shipped.Of(Language.Chinese).Where(text => text.Key.StartsWith(beginning, StringComparison.Ordinal) && text.Value.Contains(word, StringComparison.Ordinal)).Select(text => text.Key));

    [Fact]
    public void KeyLiteral_InAnySource_HasItsText()
    {
        var sources = Sources().ToList();
        var missing = sources.SelectMany(file => KeysIn(File.ReadAllText(file)).Select(key => (key, file: Path.GetFileName(file))))
            .Where(use => !Shipped.Of(Language.English).ContainsKey(use.key)).Distinct();

        Assert.True(sources.Count > 20);
        Assert.Empty(missing);
    }

    /// <summary>A row that was not taken says why in the reader's words, whichever kind of file it came from.</summary>
    [Fact]
    public void ReasonOfAnImport_InItsSource_HasItsText()
    {
        var sources = Sources().Where(f => f.Contains(Path.Combine("Features", "Imports"), StringComparison.Ordinal)).Select(File.ReadAllText).ToList();
        var codes = sources.SelectMany(s => Code().Matches(s)).Select(m => m.Groups[1].Value)
            .Concat(sources.SelectMany(s => SlaCode().Matches(s)).Select(m => (string)typeof(SlaErrorCodes).GetField(m.Groups[1].Value)!.GetRawConstantValue()!))
            .Concat([RefusalReason.NotOpen, RefusalReason.InvalidArgument, RefusalReason.UnknownDeadline]).Distinct().ToList();

        Assert.True(codes.Count > 40);
        // taking an import back has refusals of its own, and the audit trail its acts
        string[] places = ["imports.reason.", "imports.undo.", "audit.act."];
        Assert.DoesNotContain(codes, code => !Array.Exists(places, place => Shipped.Has(place + code)));
    }

    [Fact]
    public void KeysIn_ASource_FindsLiteralsAndPluralsButNotBeginnings()
    {
        var keys = KeysIn("""@T["a.b"] texts["c", 1] T.Plural("d", n) texts["e." + x] T.In(language, "f") other["g"]""");

        Assert.Equal(["a.b", "c", "d.one", "d.other", "f"], keys.Order());
    }

    [Fact]
    public void MissingKey_Strict_Throws()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => Shipped["no.such.key"]);
        Assert.Contains("no.such.key", error.Message);
    }

    [Fact]
    public void MissingKey_InProduction_ShowsTheKey() => Assert.Equal("no.such.key", Texts.Load(strict: false)["no.such.key"]);

    [Fact]
    public void SameKey_InTwoFiles_IsRefused()
    {
        var error = Assert.Throws<InvalidDataException>(() => new Texts([Parse("A.en.json", """{"k":"1"}"""), Parse("B.en.json", """{"k":"2"}""")], strict: true));
        Assert.Contains("A.en.json", error.Message);
        Assert.Contains("B.en.json", error.Message);
    }

    [Theory]
    [InlineData("A.en.json", """{"k":"1","k":"2"}""")]
    [InlineData("A.en.json", """{"k":1}""")]
    [InlineData("A.en.json", """[]""")]
    [InlineData("A.json", "{}")]
    [InlineData("A.fr.json", "{}")]
    public void BrokenFile_Read_IsRefusedByName(string name, string json)
    {
        var error = Assert.Throws<InvalidDataException>(() => Parse(name, json));
        Assert.Contains(name, error.Message);
    }

    [Fact]
    public void Plural_InEnglish_HasAFormForOne()
    {
        var texts = new Texts(
            [Parse("A.en.json", """{"n.one":"{0} case","n.other":"{0} cases"}"""), Parse("A.zh-CN.json", """{"n.one":"{0} 单","n.other":"{0} 单"}""")], strict: true);

        Assert.Equal("1 case", Spoken.In("en", () => texts.Plural("n", 1)));
        Assert.Equal("0 cases", Spoken.In("en", () => texts.Plural("n", 0)));
        Assert.Equal("1 单", Spoken.In("zh-HK", () => texts.Plural("n", 1)));
    }

    [Fact]
    public void NamedLanguage_WhateverTheRequests_IsSpoken() =>
        Assert.Equal("跳到正文", Spoken.In("en", () => Shipped.In(CultureInfo.GetCultureInfo("zh-CN"), "layout.skip")));

    private static IEnumerable<string> KeysIn(string source) =>
        Literal().Matches(source).Select(match => match.Groups["key"].Value)
            .Concat(Plural().Matches(source).SelectMany(match => new[] { match.Groups["key"].Value + ".one", match.Groups["key"].Value + ".other" }));

    private static HashSet<string> Arguments(string text) => [.. Argument().Matches(text).Select(match => match.Groups[1].Value)];

    private static IEnumerable<string> Sources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "CsKpiCases.sln")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException("the repository's top");
        }

        var web = Path.Combine(root.FullName, "src", "CsKpiCases.Web");
        string[] outside = ["bin", "obj", "node_modules"];
        return Directory.EnumerateDirectories(web).Where(folder => !outside.Contains(Path.GetFileName(folder)))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".cshtml", StringComparison.Ordinal));
    }

    private static TextFile Parse(string name, string json) => TextFile.Parse(name, new MemoryStream(Encoding.UTF8.GetBytes(json)));

    [GeneratedRegex("""\b(?:T|[tT]exts)(?:\[|\.In\([^"()]*,\s*)"(?<key>[^"]+)"\s*[\],)]""")]
    private static partial Regex Literal();

    [GeneratedRegex("""\b(?:T|[tT]exts)\.Plural\("(?<key>[^"]+)"\s*[,)]""")]
    private static partial Regex Plural();

    [GeneratedRegex("\"([a-z]+(?:_[a-z]+)+)\"")]
    private static partial Regex Code();

    [GeneratedRegex(@"\bSlaErrorCodes\.(\w+)")]
    private static partial Regex SlaCode();

    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex Argument();
}
