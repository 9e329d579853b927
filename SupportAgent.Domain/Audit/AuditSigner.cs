using System.Security.Cryptography;

namespace SupportAgent.Domain.Audit;

/// <summary>The key of this installation, read once for many signatures: see <see cref="AuditKey"/>.</summary>
internal sealed class AuditSigner : IDisposable
{
    private const int IdLength = 16;

    private readonly ECDsa _key;

    /// <param name="pem">The key's file.</param>
    public AuditSigner(string pem)
    {
        _key = ECDsa.Create();
        _key.ImportFromPem(pem);
        KeyId = Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()))[..IdLength];
    }

    /// <summary>The id of the key.</summary>
    public string KeyId { get; }

    /// <summary>The public half, as PEM.</summary>
    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>A signature: ASN.1 DER in base64, over SHA-256.</summary>
    public string Sign(byte[] text) => Convert.ToBase64String(_key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    /// <summary>Whether a signature is this key's.</summary>
    public bool HasSigned(byte[] text, string keyId, string signature)
    {
        var bytes = new byte[signature.Length];
        return keyId == KeyId && Convert.TryFromBase64String(signature, bytes, out var length)
            && _key.VerifyData(text, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    public void Dispose() => _key.Dispose();
}
