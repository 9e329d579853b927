using System.Security.Cryptography;

namespace SupportAgent.Domain.Audit;

/// <summary>
/// The key of this installation that signs checkpoints and stubs: ECDSA on P-256, in a file that only the app's account may read, made at first need. Whoever
/// has only the database can't sign with it.
/// </summary>
public sealed class AuditKey(AuditFolders folders)
{
    /// <summary>The name of its file.</summary>
    public const string FileName = "audit-key.pem";

    /// <summary>Signs a text: an ASN.1 DER signature over its UTF-8 bytes and SHA-256, as <c>openssl dgst</c> reads it.</summary>
    /// <param name="text">Makes the text of the id of the key.</param>
    /// <returns>The id and the signature in base64.</returns>
    internal (string KeyId, string Signature) Sign(Func<string, byte[]> text)
    {
        using var signer = Open();
        return (signer.KeyId, signer.Sign(text(signer.KeyId)));
    }

    /// <summary>Whether a signature is this key's.</summary>
    internal bool HasSigned(byte[] text, string keyId, string signature)
    {
        using var signer = OpenIfThere();
        return signer is not null && signer.HasSigned(text, keyId, signature);
    }

    /// <summary>The public half, as PEM. It proves checkpoints to others and opens nothing.</summary>
    /// <exception cref="IOException">The key can't be read or made.</exception>
    public string PublicPem()
    {
        using var signer = Open();
        return signer.PublicPem;
    }

    /// <summary>The key for many signatures; made where there is none.</summary>
    internal AuditSigner Open()
    {
        if (!File.Exists(Path)) Make();
        return new AuditSigner(File.ReadAllText(Path));
    }

    /// <summary>The key to check many signatures with; null where there is none, so that nothing was ever signed here.</summary>
    internal AuditSigner? OpenIfThere() => File.Exists(Path) ? new AuditSigner(File.ReadAllText(Path)) : null;

    private string Path => System.IO.Path.Combine(folders.Key, FileName);

    // complete under another name first, so that nobody ever reads half of it; of two processes the first one's stays
    private void Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = System.IO.Path.Combine(folders.Key, $"{FileName}.{Guid.NewGuid():n}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, Path, overwrite: false);
        }
        catch (IOException) when (File.Exists(Path))
        {
            File.Delete(draft);
        }
    }
}
