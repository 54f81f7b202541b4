using System.Data.Common;

namespace Archon.Bots.EndToEnd.Bot;

/// <summary>A look into the server's database, beside the server.</summary>
internal abstract class BotDatabase
{
    /// <summary>Changes the database of a server that does not run.</summary>
    public void Execute(string sql)
    {
        using var connection = Open(toWrite: true);
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are the tests' own
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query, each as its columns' texts joined by a bar; NULL is the word.</summary>
    public IReadOnlyList<string> Query(string sql)
    {
        using var connection = Open(toWrite: false);
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are the tests' own
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(
                string.Join(
                    '|',
                    Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : reader.GetValue(i).ToString())
                )
            );
        }

        return rows;
    }

    /// <summary>Settings that a server needs to find it.</summary>
    public virtual void AddTo(IDictionary<string, string> environment) { }

    /// <summary>Leaves nothing of it.</summary>
    public virtual Task RemoveAsync() => Task.CompletedTask;

    protected abstract DbConnection Open(bool toWrite);
}
