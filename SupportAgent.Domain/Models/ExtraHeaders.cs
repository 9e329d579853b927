using System.ClientModel.Primitives;

namespace SupportAgent.Domain.Models;

/// <summary>Sends headers of the settings with every request of the package of OpenAI.</summary>
internal sealed class ExtraHeaders(IReadOnlyDictionary<string, string> headers) : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Add(message);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Add(message);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    private void Add(PipelineMessage message)
    {
        foreach (var (name, value) in headers) message.Request.Headers.Set(name, value);
    }
}
