using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Archon.Bots.Emulators.Telegram.Api;

/// <summary>
/// Reads multipart bodies as generously as Telegram does: some bot libraries write file names with unquoted non-ASCII letters, which the
/// framework's own form reader refuses.
/// </summary>
internal static partial class MultipartBody
{
    public static bool IsMultipart(HttpRequest request) =>
        request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) ?? false;

    public static async Task ReadAsync(
        HttpRequest request,
        Action<string, string> addText,
        Action<string, UploadedFile> addFile,
        CancellationToken cancellationToken
    )
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).ToString();
        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            using var bytes = new MemoryStream();
            await section.Body.CopyToAsync(bytes, cancellationToken);
            var disposition = section.ContentDisposition ?? "";
            var name = Parameter(disposition, "name") ?? "";
            if (FileName(disposition) is { } fileName)
            {
                addFile(name, new UploadedFile(fileName, section.ContentType ?? "application/octet-stream", bytes.ToArray()));
            }
            else
            {
                addText(name, Encoding.UTF8.GetString(bytes.ToArray()));
            }
        }
    }

    private static string? FileName(string disposition)
    {
        var encoded = Parameter(disposition, "filename*");
        return encoded is null ? Parameter(disposition, "filename") : Uri.UnescapeDataString(encoded[(encoded.LastIndexOf('\'') + 1)..]);
    }

    private static string? Parameter(string disposition, string name)
    {
        var found = Parameters().Matches(disposition).FirstOrDefault(match => match.Groups["name"].Value == name);
        return found is null ? null
            : found.Groups["quoted"].Success ? found.Groups["quoted"].Value.Replace("\\\"", "\"", StringComparison.Ordinal)
            : found.Groups["token"].Value;
    }

    [GeneratedRegex(
        """;\s*(?<name>[a-z]+\*?)\s*=\s*("(?<quoted>(\\.|[^"\\])*)"|(?<token>[^;\s]*))""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Parameters();
}
