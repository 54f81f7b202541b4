namespace Archon.Bots.Testing.Contracts.Platforms;

/// <summary>What every platform's adapter does, whatever the platform: before its emulator, over real sockets.</summary>
public abstract class PlatformContract(Func<Task<EmulatedPlace>> start) : IAsyncLifetime
{
    private EmulatedPlace? _place;

    protected EmulatedPlace Place => _place!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _place = await start();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Place.DisposeAsync();
    }
}
