using CsKpiCases.Web.Hosting.Jobs;

namespace CsKpiCases.Web.Features.Notices;

internal sealed class MailNoticesJob(MailNotices mail) : MinuteJob
{
    public override string Name => "notice-mail";

    /// <summary>After the notices are delivered, so that what this minute told goes out with it.</summary>
    public override int Order => 95;

    public override Task<long> RunAsync(CancellationToken cancellation) => mail.RunAsync(cancellation);
}
