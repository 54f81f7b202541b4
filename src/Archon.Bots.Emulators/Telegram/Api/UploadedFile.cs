namespace Archon.Bots.Emulators.Telegram.Api;

/// <summary>A file part of a multipart body.</summary>
internal sealed record UploadedFile(string Name, string Mime, byte[] Bytes);
