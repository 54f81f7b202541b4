using Archon.Bots.Core.Settings;
using Npgsql;

namespace Archon.Bots.Persistence.Postgres.Tests;

public sealed class PostgresAddressTests
{
    private const string Secret = "s3cr3t";

    [Theory]
    [InlineData("postgres://bot:s3cr3t@db.example:6432/archon", "Host=db.example;Port=6432;Username=bot;Password=s3cr3t;Database=archon")]
    [InlineData("postgresql://bot@db.example/archon", "Host=db.example;Username=bot;Database=archon")]
    [InlineData("postgres://b%40t:p%3Aa%2Fs%25s@db.example/a%20b", "Host=db.example;Username=b@t;Password=p:a/s%s;Database=a b")]
    [InlineData("postgres://bot:a:b@db.example/archon", "Host=db.example;Username=bot;Password=a:b;Database=archon")]
    [InlineData("postgres://db.example/archon?sslmode=require", "Host=db.example;Database=archon;SSL Mode=Require")]
    [InlineData(
        "postgres://db.example/archon?sslmode=verify-full&sslrootcert=/ca.pem",
        "Host=db.example;Database=archon;SSL Mode=VerifyFull;Root Certificate=/ca.pem"
    )]
    [InlineData(
        "postgres://db.example/archon?channel_binding=require&connect_timeout=5",
        "Host=db.example;Database=archon;Channel Binding=Require;Timeout=5"
    )]
    [InlineData("postgres://bot@/archon?host=/run/postgresql", "Host=/run/postgresql;Username=bot;Database=archon")]
    [InlineData(
        "postgres:///archon?host=%2Frun%2Fpostgresql&user=bot&port=5433",
        "Host=/run/postgresql;Port=5433;Username=bot;Database=archon"
    )]
    [InlineData("postgres://bot@[::1]:5433/archon", "Host=::1;Port=5433;Username=bot;Database=archon")]
    [InlineData(" postgres://db.example/archon ", "Host=db.example;Database=archon")]
    public void A_url_says_what_its_parts_say(string url, string expected)
    {
        var read = PostgresAddress.ReadUrl("DATABASE_URL", url);

        Assert.True(new NpgsqlConnectionStringBuilder(expected).EquivalentTo(new NpgsqlConnectionStringBuilder(read)), read);
        Assert.Equal(read, PostgresAddress.Read("ConnectionStrings:Archon", url));
    }

    [Theory]
    [InlineData("s3cr3t")]
    [InlineData("mysql://bot:s3cr3t@db.example/archon")]
    [InlineData("postgres:/bot:s3cr3t@db.example/archon")]
    [InlineData("postgres://bot:s3cr3t@/archon")]
    [InlineData("postgres://bot:s3cr3t@db.example:many/archon")]
    [InlineData("postgres://bot:s3cr3t@db.example:99999/archon")]
    [InlineData("postgres://bot:s3cr3t@one.example,two.example/archon")]
    [InlineData("postgres://bot:half/s3cr3t@db.example/archon")]
    [InlineData("postgres://bot:s3cr3t@db.example/archon?sslmode=perhaps")]
    [InlineData("postgres://bot@db.example/archon?s3cr3t=1")]
    [InlineData("Host=db.example;Password=s3cr3t")]
    public void What_is_no_url_is_refused_without_being_shown(string value)
    {
        var refused = Assert.Throws<SettingsException>(() => PostgresAddress.ReadUrl("DATABASE_URL", value));

        Assert.StartsWith("DATABASE_URL ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("postgres://USER:PASSWORD@HOST:5432/DATABASE", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data Source=s3cr3t.db")]
    [InlineData("Username=bot;Password=s3cr3t")]
    [InlineData("Host=db.example;Port=s3cr3t")]
    [InlineData("s3cr3t")]
    public void What_is_no_connection_string_is_refused_without_being_shown(string value)
    {
        var refused = Assert.Throws<SettingsException>(() => PostgresAddress.Read("ConnectionStrings:Archon", value));

        Assert.StartsWith("ConnectionStrings:Archon ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_string_is_taken_as_it_is()
    {
        var read = PostgresAddress.Read("ConnectionStrings:Archon", "Server=db.example;User Id=bot;Password=p;Database=archon");

        Assert.Equal(("db.example", "bot", "archon"), Parts(new NpgsqlConnectionStringBuilder(read)));

        static (string?, string?, string?) Parts(NpgsqlConnectionStringBuilder address) =>
            (address.Host, address.Username, address.Database);
    }
}
