using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Archon.Bots.Host.Tests.Architecture;

/// <summary>What an assembly's metadata says of its types, read without loading it.</summary>
/// <param name="References">Names of the assemblies that it references.</param>
/// <param name="ForeignTypes">Full names of the types of others that its code mentions.</param>
/// <param name="Types">Our own types, without what compiler and generators add.</param>
internal sealed record BuiltAssembly(
    ImmutableArray<string> References,
    ImmutableArray<string> ForeignTypes,
    ImmutableArray<BuiltType> Types
)
{
    private const string Ours = "Archon.Bots";

    public static BuiltAssembly Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return new BuiltAssembly(
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))],
            [.. metadata.TypeReferences.Select(handle => SignatureNames.FullName(metadata, metadata.GetTypeReference(handle)))],
            [.. metadata.TypeDefinitions.Select(handle => Type(metadata, handle)).Where(type => IsOurs(type))]
        );
    }

    private static bool IsOurs(BuiltType type) =>
        type.Namespace.StartsWith(Ours, StringComparison.Ordinal) && !type.Name.Contains('<', StringComparison.Ordinal);

    private static BuiltType Type(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var methods = type.GetMethods().Select(metadata.GetMethodDefinition).Select(method => Method(metadata, method)).ToList();
        return new BuiltType(
            SignatureNames.NamespaceOf(metadata, type),
            SignatureNames.Short(metadata.GetString(type.Name)),
            type.Attributes & TypeAttributes.VisibilityMask,
            type.BaseType.IsNil ? "" : SignatureNames.Of(metadata, type.BaseType),
            methods.Exists(method => method.Name is "<Clone>$" or "PrintMembers"),
            [.. methods.Where(method => method.Name == ".ctor").Select(method => method.Parameters)],
            [.. methods.Where(method => !method.IsSpecial && !method.Name.Contains('<', StringComparison.Ordinal))]
        );
    }

    private static BuiltMethod Method(MetadataReader metadata, MethodDefinition method)
    {
        var signature = method.DecodeSignature(new SignatureNames(), genericContext: null);
        var isSpecial = method.Attributes.HasFlag(MethodAttributes.SpecialName);
        return new BuiltMethod(metadata.GetString(method.Name), signature.ReturnType, signature.ParameterTypes, isSpecial);
    }
}

/// <param name="IsRecord">Data: may have as many constructor parameters as it has members.</param>
/// <param name="Constructors">The parameter types of each.</param>
internal sealed record BuiltType(
    string Namespace,
    string Name,
    TypeAttributes Visibility,
    string BaseType,
    bool IsRecord,
    ImmutableArray<ImmutableArray<string>> Constructors,
    ImmutableArray<BuiltMethod> Methods
)
{
    public bool IsPublic => Visibility == TypeAttributes.Public;
}

/// <param name="IsSpecial">An accessor, an operator or a constructor.</param>
internal sealed record BuiltMethod(string Name, string ReturnType, ImmutableArray<string> Parameters, bool IsSpecial);
