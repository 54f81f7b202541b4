using System.Data.Common;
using System.Globalization;
using Archon.Bots.Core.Inbox;

namespace Archon.Bots.Persistence.Storage;

/// <summary>One connection with its prepared commands; used by one operation at a time.</summary>
/// <remarks>
/// A statement is an interpolated string whose holes become parameters. Commands are kept by the identity of the string's literal, so a
/// statement costs no parsing from its second use on.
/// </remarks>
internal sealed class SqlSession(DbConnection connection, DatabaseEngine engine) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(ReferenceEqualityComparer.Instance);
    private DbBatch? _later;

    internal DbConnection Connection => connection;

    internal DbTransaction? Transaction { get; set; }

    internal SqlText RowLock => engine.RowLock;

    /// <summary>
    /// As <see cref="ExecuteAsync"/>, for a statement whose count nobody needs: where the database is a round trip away it travels with those
    /// behind it, before the next that is asked for something, or at the end of the operation.
    /// </summary>
    internal async Task LaterAsync(FormattableString statement)
    {
        if (!connection.CanCreateBatch)
        {
            await ExecuteAsync(statement);
            return;
        }

        _later ??= connection.CreateBatch();
        var command = _later.CreateBatchCommand();
        var values = statement.GetArguments();
        command.CommandText = Text(statement.Format, values, command.CreateParameter, command.Parameters);
        SetValues(command.Parameters, values);
        _later.BatchCommands.Add(command);
    }

    /// <summary>Sends what was to come later.</summary>
    internal async Task FlushAsync()
    {
        if (_later is not { } batch)
        {
            return;
        }

        _later = null;
        await using (batch)
        {
            batch.Transaction = Transaction;
            await batch.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Forgets what was to come later: its operation has failed.</summary>
    internal void Forget() => _later = null;

    /// <returns>The number of rows that were changed.</returns>
    internal async Task<int> ExecuteAsync(FormattableString statement)
    {
        await FlushAsync();
        var command = await BindAsync(statement);
        return await command.ExecuteNonQueryAsync();
    }

    /// <returns>Null: no row.</returns>
    internal async Task<T?> FirstAsync<T>(FormattableString statement, Func<SqlRow, T> read)
    {
        T? first = default;
        await EachAsync(
            statement,
            row =>
            {
                first = read(row);
                return false;
            }
        );
        return first;
    }

    internal async Task<List<T>> ListAsync<T>(FormattableString statement, Func<SqlRow, T> read)
    {
        var rows = new List<T>();
        await EachAsync(
            statement,
            row =>
            {
                rows.Add(read(row));
                return true;
            }
        );
        return rows;
    }

    /// <param name="goOn">Takes a row and says whether it wants the next.</param>
    internal async Task EachAsync(FormattableString statement, Func<SqlRow, bool> goOn)
    {
        await FlushAsync();
        var command = await BindAsync(statement);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync() && goOn(new SqlRow(reader, engine))) { }
    }

    private async Task<DbCommand> BindAsync(FormattableString statement)
    {
        var values = statement.GetArguments();
        var isNew = !_commands.TryGetValue(statement.Format, out var command);
        command ??= Create(statement.Format, values);
        command.Transaction = Transaction;
        SetValues(command.Parameters, values);

        if (isNew)
        {
            await engine.PrepareAsync(command);
            _commands.Add(statement.Format, command);
        }

        return command;
    }

    private DbCommand Create(string format, object?[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = Text(format, values, command.CreateParameter, command.Parameters);
        return command;
    }

    private void SetValues(DbParameterCollection parameters, object?[] values)
    {
        var parameter = 0;
        foreach (var value in values)
        {
            if (value is not SqlText)
            {
                parameters[parameter++].Value = ToParameter(value);
            }
        }
    }

    /// <summary>The statement's text; its parameters are added.</summary>
    private static string Text(string format, object?[] values, Func<DbParameter> create, DbParameterCollection parameters)
    {
        var holes = new object[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is SqlText text)
            {
                holes[i] = text.Text;
                continue;
            }

            var parameter = create();
            parameter.ParameterName = $"@p{i}";
            parameters.Add(parameter);
            holes[i] = parameter.ParameterName;
        }

        return string.Format(CultureInfo.InvariantCulture, format, holes);
    }

    private object ToParameter(object? value) =>
        value switch
        {
            null => DBNull.Value,
            // An agent may say anything; PostgreSQL takes neither NUL nor half a surrogate, and refused the whole turn.
            string text => TextHygiene.Clean(text),
            DateTimeOffset time => engine.ToParameter(time),
            Enum name => EnumText.Of(name),
            _ => value,
        };

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync();
        }

        await connection.DisposeAsync();
    }
}
