using System.ClientModel;
using System.Net;

namespace SupportAgent.Domain.Models;

/// <summary>What went wrong at a server of OpenAI's kind, as one exception without the key: a server may repeat the key in its complaint.</summary>
internal sealed class OpenAIFault(string key)
{
    /// <summary>Longest message that is kept: a proxy may answer with a whole page.</summary>
    public const int MaxLength = 2000;

    /// <summary>The request was refused. The status is that of the answer, null when there was none.</summary>
    public HttpRequestException Of(ClientResultException refused) =>
        Of(refused.Message, refused.Status == 0 ? null : (HttpStatusCode)refused.Status);

    /// <summary>The server said so in some other way, such as in the middle of a stream.</summary>
    public HttpRequestException Of(string message, HttpStatusCode? status)
    {
        var clean = key.Length == 0 ? message : message.Replace(key, "(key)", StringComparison.Ordinal);
        return new HttpRequestException(clean.Length <= MaxLength ? clean : clean[..MaxLength], inner: null, status);
    }
}
