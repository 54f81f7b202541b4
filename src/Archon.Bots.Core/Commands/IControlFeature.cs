namespace Archon.Bots.Core.Commands;

/// <summary>What answers one or a few kinds of controls.</summary>
internal interface IControlFeature
{
    IReadOnlyCollection<ControlKind> Kinds { get; }

    /// <summary>Whether it answers those, too, whom <see cref="Users.Access"/> refuses.</summary>
    bool IsForEverybody => false;

    /// <summary>May run twice for one control, beside a sweep or after a crash: each step of it counts once.</summary>
    /// <returns>What closes the control; null: a running turn will close it.</returns>
    Task<ControlAnswer?> AnswerAsync(ControlRow control, CancellationToken cancellationToken);
}
