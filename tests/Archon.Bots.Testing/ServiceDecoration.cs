using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Testing;

public static class ServiceDecoration
{
    /// <summary>Puts something around the registered implementation of a port.</summary>
    public static void Decorate<T>(this IServiceCollection services, Func<T, T> around)
        where T : class
    {
        var inner = services.Last(service => service.ServiceType == typeof(T)).ImplementationType!;
        services.AddSingleton(provider => around((T)ActivatorUtilities.CreateInstance(provider, inner)));
    }
}
