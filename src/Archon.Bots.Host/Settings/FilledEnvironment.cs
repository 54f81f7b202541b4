using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Archon.Bots.Host.Settings;

/// <summary>The environment's <c>A__B</c>. An empty value is no value: container tools set what they were not given to nothing.</summary>
internal sealed class FilledEnvironment : EnvironmentVariablesConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        base.Load();
        foreach (var (key, _) in Data.Where(pair => string.IsNullOrWhiteSpace(pair.Value)).ToList())
        {
            Data.Remove(key);
        }
    }
}
