using System.Data.Common;
using CsKpiCases.Data.Storage;
using Npgsql;

namespace CsKpiCases.Web.Hosting.Live;

/// <summary>
/// The one connection by which this node hears what others tell, from the first open stream on. Lost, it is made again, ever
/// later; what was told meanwhile is made up for by a look of everybody.
/// </summary>
internal sealed partial class LiveListening(StoreConnection store, LiveHub hub, LiveNews news, PresenceNews presence, TimeProvider clock, ILogger<LiveListening> log) : BackgroundService
{
    /// <summary>By which the database's list of connections names it.</summary>
    internal const string ApplicationName = "cases-live";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly string connectionString = new NpgsqlConnectionStringBuilder(store.ConnectionString)
    {
        ApplicationName = ApplicationName,
        Pooling = false,
        // A connection that died without a word is noticed within a minute.
        KeepAlive = 30,
    }.ToString();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await hub.Opened.WaitAsync(stoppingToken);
        var pause = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause, clock, stoppingToken);
                pause = pause == TimeSpan.Zero ? FirstPause : pause * 2 > LongestPause ? LongestPause : pause * 2;
                await ListenAsync(() => pause = FirstPause / 2, stoppingToken);
            }
            catch (Exception e) when (e is DbException or IOException or TimeoutException or InvalidOperationException && !stoppingToken.IsCancellationRequested)
            {
                Lost(log, e.Message, pause.TotalSeconds);
            }
        }
    }

    private async Task ListenAsync(Action connected, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        connection.Notification += (_, told) =>
        {
            if (told.Channel == PresenceNews.Channel) presence.Hear(told.Payload);
            else news.Hear(told.Payload);
        };
        await connection.OpenAsync(cancellation);
        await using (var listen = connection.CreateCommand())
        {
            listen.CommandText = $"LISTEN {LiveNews.Channel}; LISTEN {PresenceNews.Channel}";
            await listen.ExecuteNonQueryAsync(cancellation);
        }

        connected();
        hub.WakeAll();
        while (true) await connection.WaitAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection that hears of other nodes' news was lost ({Error}); next try in {Seconds} s. Until then open pages look by themselves")]
    private static partial void Lost(ILogger logger, string error, double seconds);
}
