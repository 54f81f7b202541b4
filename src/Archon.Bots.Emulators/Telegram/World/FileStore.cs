namespace Archon.Bots.Emulators.Telegram.World;

/// <summary>All files ever sent; a file id stays valid for as long as the emulator runs.</summary>
internal sealed class FileStore
{
    private readonly Dictionary<string, StoredFile> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredFile> _byPath = new(StringComparer.Ordinal);
    private int _count;

    /// <param name="folder">documents, photos and so on, as in a real file_path.</param>
    public StoredFile Add(string folder, string name, string mime, byte[] bytes)
    {
        var number = ++_count;
        var extension = System.IO.Path.GetExtension(name);
        var file = new StoredFile(
            $"BQACAgIAAxkBAAI{number:D8}rig",
            $"AgAD{number:D8}",
            $"{folder}/file_{number}{extension}",
            name,
            mime,
            bytes
        );
        _byId.Add(file.Id, file);
        _byPath.Add(file.Path, file);
        return file;
    }

    public StoredFile? Find(string id) => _byId.GetValueOrDefault(id);

    public StoredFile? AtPath(string path) => _byPath.GetValueOrDefault(path);
}
