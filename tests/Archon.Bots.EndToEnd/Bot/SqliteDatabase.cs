using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Archon.Bots.EndToEnd.Bot;

/// <summary>The file in the world's home folder.</summary>
internal sealed class SqliteDatabase(string path) : BotDatabase
{
    protected override DbConnection Open(bool toWrite)
    {
        var connection = new SqliteConnection($"Data Source={path};{(toWrite ? "" : "Mode=ReadOnly;")}Pooling=False");
        connection.Open();
        return connection;
    }
}
