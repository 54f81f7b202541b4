using System.Data.Common;
using Npgsql;

namespace Archon.Bots.Persistence.Postgres;

/// <summary>What PostgreSQL's error codes mean to us.</summary>
internal static class PostgresFailures
{
    /// <summary>Classes of SQLSTATE that speak of one statement. Source: PostgreSQL, Appendix A: data, constraint, rollback of a deadlock, syntax.</summary>
    private static readonly string[] _ofStatements = ["22", "23", "40", "42"];

    internal static bool IsOutage(DbException failure) =>
        failure is not PostgresException { SqlState: var state }
        || state == PostgresErrorCodes.InsufficientPrivilege
        || !Array.Exists(_ofStatements, known => state.StartsWith(known, StringComparison.Ordinal));

    internal static string WayOut(Exception failure, NpgsqlConnectionStringBuilder address) =>
        (failure as PostgresException)?.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                "Are user and password in DATABASE_URL right, special characters percent-encoded, and may that user connect from here (pg_hba.conf)?",
            PostgresErrorCodes.InvalidCatalogName => $"Make it (createdb {address.Database}), or name another database in DATABASE_URL.",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"Let its user make and own the schema {PostgresEngine.Schema}: GRANT CREATE ON DATABASE \"{address.Database}\" TO \"{address.Username}\".",
            _ => "Does the server run, can it be reached from here, and does DATABASE_URL name it? Unset DATABASE_URL to use SQLite.",
        };
}
