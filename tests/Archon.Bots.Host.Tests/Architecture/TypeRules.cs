namespace Archon.Bots.Host.Tests.Architecture;

/// <summary>How types are named and made. Each rule returns what breaks it, one line each.</summary>
internal static class TypeRules
{
    public const int MaxConstructorParameters = 7;
    private static readonly string[] _emptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Service", "Processor", "Handler"];
    private static readonly string[] _awaited = ["Task", "ValueTask", "IAsyncEnumerable"];

    public static IEnumerable<string> Constructors(IEnumerable<BuiltType> types) =>
        types
            .Where(type => !type.IsRecord && type.Constructors.Any(parameters => parameters.Length > MaxConstructorParameters))
            .Select(type => $"{type.Name} takes more than {MaxConstructorParameters} things");

    public static IEnumerable<string> Suffixes(IEnumerable<BuiltType> types) =>
        types
            .Where(type => Array.Exists(_emptyWords, word => type.Name.EndsWith(word, StringComparison.Ordinal)))
            .Select(type => $"{type.Name}: name it for what it is");

    public static IEnumerable<string> AsyncNames(IEnumerable<BuiltType> types) =>
        types
            .Where(type => type.BaseType != "MulticastDelegate")
            .SelectMany(type => type.Methods.Select(method => (type, method)))
            .Where(pair =>
                _awaited.Contains(pair.method.ReturnType.Split('<')[0]) && !pair.method.Name.EndsWith("Async", StringComparison.Ordinal)
            )
            .Select(pair => $"{pair.type.Name}.{pair.method.Name} returns a {pair.method.ReturnType}: its name ends in Async");
}
