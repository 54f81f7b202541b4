using System.Globalization;
using Archon.Bots.Core.Settings;
using Npgsql;

namespace Archon.Bots.Persistence.Postgres;

/// <summary>Reads what a setting says of the database: a URL, or Npgsql's own form. What is wrong is said without the value: it has the password.</summary>
public static class PostgresAddress
{
    private const string UrlForm =
        "postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=require, special characters of a part percent-encoded "
        + "(a socket file: postgres://USER@/DATABASE?host=/run/postgresql)";

    /// <summary>libpq's parameters of a URL, and Npgsql's words for them.</summary>
    private static readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal)
    {
        ["host"] = "Host",
        ["port"] = "Port",
        ["user"] = "Username",
        ["password"] = "Password",
        ["dbname"] = "Database",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["channel_binding"] = "Channel Binding",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
    };

    /// <returns>An Npgsql connection string.</returns>
    /// <exception cref="SettingsException">It is no postgres URL.</exception>
    public static string ReadUrl(string setting, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Read(() => OfUrl(value.Trim())) ?? throw new SettingsException($"{setting} has the wrong form. It should be {UrlForm}.");
    }

    /// <returns>An Npgsql connection string.</returns>
    /// <exception cref="SettingsException">It is neither that nor a postgres URL.</exception>
    public static string Read(string setting, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Read(() => IsUrl(value.Trim()) ? OfUrl(value.Trim()) : new NpgsqlConnectionStringBuilder(value))
            ?? throw new SettingsException(
                $"{setting} has the wrong form. It should be Host=HOST;Database=DATABASE;Username=USER;Password=PASSWORD, or {UrlForm}."
            );
    }

    private static string? Read(Func<NpgsqlConnectionStringBuilder?> read)
    {
        try
        {
            return read() is { Host: { Length: > 0 } host } address && !host.Contains(',', StringComparison.Ordinal)
                ? address.ConnectionString
                : null;
        }
        catch (Exception ex) when (ex is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            return null;
        }
    }

    private static bool IsUrl(string value) => value.Contains("://", StringComparison.Ordinal);

    /// <remarks>By hand: <see cref="Uri"/> refuses the empty host of a socket's URL.</remarks>
    private static NpgsqlConnectionStringBuilder? OfUrl(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || url[..scheme] is not ("postgres" or "postgresql"))
        {
            return null;
        }

        var (rest, query) = Cut(url[(scheme + 3)..], '?');
        var (authority, database) = Cut(rest, '/');
        var at = authority.LastIndexOf('@');
        var (user, password) = Cut(at < 0 ? "" : authority[..at], ':');
        var (host, port) = CutPort(authority[(at + 1)..]);
        var address = new NpgsqlConnectionStringBuilder();
        Put(address, "Host", host);
        Put(address, "Port", port);
        Put(address, "Username", user);
        Put(address, "Password", password);
        Put(address, "Database", database);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(pair, '=');
            if (!_parameters.TryGetValue(name, out var key))
            {
                return null;
            }

            Put(address, key, name is "sslmode" or "channel_binding" ? value.Replace("-", "", StringComparison.Ordinal) : value);
        }

        return address;
    }

    private static void Put(NpgsqlConnectionStringBuilder address, string key, string encoded)
    {
        if (encoded.Length > 0)
        {
            address[key] = key is "Port" or "Timeout"
                ? ushort.Parse(encoded, NumberStyles.None, CultureInfo.InvariantCulture)
                : Uri.UnescapeDataString(encoded);
        }
    }

    private static (string Before, string After) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var i ? (text[..i], text[(i + 1)..]) : (text, "");

    /// <summary>An address of IPv6 stands in brackets, for it has colons of its own.</summary>
    private static (string Host, string Port) CutPort(string host) =>
        host.StartsWith('[') && host.IndexOf(']', StringComparison.Ordinal) is > 0 and var end
            ? (host[1..end], Cut(host[(end + 1)..], ':').After)
            : Cut(host, ':');
}
