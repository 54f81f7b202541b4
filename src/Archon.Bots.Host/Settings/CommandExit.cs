namespace Archon.Bots.Host.Settings;

/// <summary>How a command ends where the operator has to mend something first.</summary>
internal static class CommandExit
{
    /// <summary>Wrong settings: nothing was started.</summary>
    public const int Settings = 2;

    /// <summary>Says what is wrong on standard error, one line each, instead of throwing it.</summary>
    public static async Task<int> OfAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception exception) when (StartError.Describe(exception) is { } lines)
        {
            foreach (var line in lines)
            {
                await Console.Error.WriteLineAsync(line);
            }

            return Settings;
        }
    }
}
