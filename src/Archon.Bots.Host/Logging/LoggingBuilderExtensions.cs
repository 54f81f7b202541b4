using Microsoft.Extensions.Logging.Console;

namespace Archon.Bots.Host.Logging;

internal static class LoggingBuilderExtensions
{
    /// <summary>Our events as JSON lines; the framework's only from Warning.</summary>
    public static void AddEventJson(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        logging.AddConsole(options => options.FormatterName = EventJsonFormatter.FormatterName);
        logging.AddConsoleFormatter<EventJsonFormatter, ConsoleFormatterOptions>();
    }
}
