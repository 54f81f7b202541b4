using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Archon.Bots.Host.Tests.Architecture;

/// <summary>Writes the types of a signature as a reader would: <c>IOptions&lt;AgentOptions&gt;</c>.</summary>
internal sealed class SignatureNames : ISignatureTypeProvider<string, object?>
{
    public static string FullName(MetadataReader metadata, TypeReference type)
    {
        var scope = metadata.GetString(type.Namespace);
        var name = Short(metadata.GetString(type.Name));
        return scope.Length == 0 ? name : $"{scope}.{name}";
    }

    /// <summary>The namespace of the type, or of the one around it.</summary>
    public static string NamespaceOf(MetadataReader metadata, TypeDefinition type)
    {
        while (!type.GetDeclaringType().IsNil)
        {
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return metadata.GetString(type.Namespace);
    }

    public static string Of(MetadataReader metadata, EntityHandle handle) =>
        handle.Kind switch
        {
            HandleKind.TypeReference => Short(metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)handle).Name)),
            HandleKind.TypeDefinition => Short(metadata.GetString(metadata.GetTypeDefinition((TypeDefinitionHandle)handle).Name)),
            HandleKind.TypeSpecification => metadata
                .GetTypeSpecification((TypeSpecificationHandle)handle)
                .DecodeSignature(new SignatureNames(), genericContext: null),
            _ => "",
        };

    /// <summary>Without the number of type parameters.</summary>
    public static string Short(string name) => name.Split('`')[0];

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Of(reader, handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Of(reader, handle);

    public string GetTypeFromSpecification(
        MetadataReader reader,
        object? genericContext,
        TypeSpecificationHandle handle,
        byte rawTypeKind
    ) => Of(reader, handle);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{genericType}<{string.Join(", ", typeArguments)}>";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[]";

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetByReferenceType(string elementType) => elementType;

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "function pointer";

    public string GetGenericMethodParameter(object? genericContext, int index) => $"M{index}";

    public string GetGenericTypeParameter(object? genericContext, int index) => $"T{index}";
}
