using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Users;

/// <summary>Settings under <c>Access</c>.</summary>
public sealed class AccessOptions
{
    /// <summary><c>Closed</c>: who is on an allow-list, and who was paired or allowed in chat. <c>Open</c>: everybody who finds the bot (not beside an allow-list).</summary>
    public AccessMode Mode { get; set; } = AccessMode.Closed;
}

public enum AccessMode
{
    Closed,
    Open,
}

/// <summary>Open beside an allow-list is a contradiction: one of the two is not what the operator meant.</summary>
internal sealed class AccessOptionsValidator(IEnumerable<AllowList> lists) : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        if (!Enum.IsDefined(options.Mode))
        {
            return ValidateOptionsResult.Fail("Access:Mode must be Closed or Open.");
        }

        return options.Mode == AccessMode.Open && lists.FirstOrDefault(list => !list.UserIds.IsEmpty) is { } list
            ? ValidateOptionsResult.Fail($"Access:Mode is Open, but {list.Setting} lists people: remove one of the two.")
            : ValidateOptionsResult.Success;
    }
}
