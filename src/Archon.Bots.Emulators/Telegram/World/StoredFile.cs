namespace Archon.Bots.Emulators.Telegram.World;

/// <summary>Bytes that were sent by somebody, addressed as Telegram does.</summary>
internal sealed record StoredFile(string Id, string UniqueId, string Path, string Name, string Mime, byte[] Bytes);
