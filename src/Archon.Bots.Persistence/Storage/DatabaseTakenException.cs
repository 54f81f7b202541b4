using System.Data.Common;

namespace Archon.Bots.Persistence.Storage;

/// <summary>Another process works on the database now: this one may write nothing any more, and has to end.</summary>
internal sealed class DatabaseTakenException() : DbException("Another process has taken the database over.");
