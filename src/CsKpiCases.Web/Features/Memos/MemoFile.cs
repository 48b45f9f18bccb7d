using System.Globalization;
using CsKpiCases.Web.Features.Shared;
using CsKpiCases.Web.Hosting;
using CsKpiCases.Web.Resources;

namespace CsKpiCases.Web.Features.Memos;

/// <summary>The pad as a CSV in the reader's language, times in the shop's zone.</summary>
public sealed class MemoFile(Texts texts)
{
    /// <summary>Writes it into a temporary file that goes when it has been read.</summary>
    public async Task<Stream> WriteAsync(IReadOnlyList<MemoLine> memos, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(memos);
        var path = Path.Combine(Path.GetTempPath(), $"cases-memos-{Guid.NewGuid():N}.csv");
        try
        {
            await using (var table = TableWriter.Create(path, ".csv", [texts["memos.meeting-on"], texts["memos.written"], texts["memos.by"], texts["memos.text"], texts["handover.case"], texts["memos.to-answer"], texts["memos.answer"], texts["memos.answered-by"], texts["memos.canned"]]))
            {
                foreach (var line in memos)
                {
                    var at = TimeZoneInfo.ConvertTimeFromUtc(line.Memo.WrittenAt, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
                    await table.WriteAsync([LocalDays.Text(line.Memo.MeetingOn), at, line.WrittenBy, line.Memo.Text, line.CaseNumber, line.ToAnswer, line.Memo.Answer, line.AnsweredBy, line.Memo.CannedReply]);
                }
            }

            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 14, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
