using System.Text.Json;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.Anthropic;
using SupportAgent.Domain.Models.Offline;
using SupportAgent.Domain.Models.OpenAIResponses;
using SupportAgent.Tests.Models.OpenAIResponses;
using Xunit;

namespace SupportAgent.Tests.Models;

/// <summary>The form of an answer, as each API wants to be told, and the label that comes of it.</summary>
public sealed class ResponseFormatTests
{
    private const string Label = """{"category":"order_status","urgency":"low","order_id":null,"summary":"Where is it"}""";

    [Fact]
    public async Task Chat_Completions_gets_a_strict_schema_as_its_response_format()
    {
        await using var server = await FakeOpenAIServer.StartAsync();
        server.Stream([$$"""{"content":{{JsonSerializer.Serialize(Label)}}}"""]);
        using var client = new OpenAIChatClient(new() { Provider = ModelProvider.OpenAI, Endpoint = server.Endpoint, Name = "m-1" });
        await AssertLabelAsync(client);
        var format = Assert.Single(server.Requests).GetProperty("response_format");
        Assert.Equal("json_schema", format.GetProperty("type").GetString());
        var schema = format.GetProperty("json_schema");
        Assert.Equal("conversation_label", schema.GetProperty("name").GetString());
        Assert.True(schema.GetProperty("strict").GetBoolean());
        AssertStrict(schema.GetProperty("schema"));
        Assert.False(server.Requests[0].TryGetProperty("tools", out _));
    }

    [Fact]
    public async Task Responses_gets_it_as_the_format_of_its_text()
    {
        await using var server = await FakeResponsesServer.StartAsync();
        server.Stream(Event.Created, Event.Text(Label), Event.Completed());
        using var client = new OpenAIResponsesChatClient(new() { Provider = ModelProvider.OpenAIResponses, Endpoint = server.Endpoint, Name = "m-1" });
        await AssertLabelAsync(client);
        var format = Assert.Single(server.Requests).GetProperty("text").GetProperty("format");
        Assert.Equal("json_schema", format.GetProperty("type").GetString());
        Assert.Equal("conversation_label", format.GetProperty("name").GetString());
        Assert.True(format.GetProperty("strict").GetBoolean());
        AssertStrict(format.GetProperty("schema"));
    }

    [Fact]
    public async Task Anthropic_gets_it_as_its_output_format()
    {
        await using var server = await FakeAnthropicServer.StartAsync();
        server.Stream(FakeAnthropicServer.Begin() + FakeAnthropicServer.Says(0, Label) + FakeAnthropicServer.End("end_turn"));
        using var client = new AnthropicChatClient(new() { Provider = ModelProvider.Anthropic, Endpoint = server.Endpoint, Name = "m-1", ApiKey = "k" });
        await AssertLabelAsync(client);
        var format = Assert.Single(server.Requests).GetProperty("output_config").GetProperty("format");
        Assert.Equal("json_schema", format.GetProperty("type").GetString());
        AssertStrict(format.GetProperty("schema"));
    }

    [Fact]
    public async Task Without_a_form_none_is_sent()
    {
        await using var server = await FakeOpenAIServer.StartAsync();
        server.Stream(["""{"content":"Hello."}"""]);
        using var client = new OpenAIChatClient(new() { Provider = ModelProvider.OpenAI, Endpoint = server.Endpoint, Name = "m-1" });
        await client.GetResponseAsync([new(ChatRole.User, "Hi")]);
        Assert.False(Assert.Single(server.Requests).TryGetProperty("response_format", out _));
    }

    [Theory]
    [InlineData("I need a refund for order #W2378156", LabelCategory.Refund, LabelUrgency.Medium, "#W2378156")]
    [InlineData("how do i get my money back", LabelCategory.Refund, LabelUrgency.Medium, null)]
    [InlineData("Where is order W2378156? This is URGENT", LabelCategory.OrderStatus, LabelUrgency.High, "#W2378156")]
    [InlineData("WHERE IS MY ORDER", LabelCategory.OrderStatus, LabelUrgency.High, null)]
    [InlineData("My parcel has not arrived, when does it come? She is furious", LabelCategory.OrderStatus, LabelUrgency.High, null)]
    [InlineData("Which products do you sell? No rush", LabelCategory.ProductQuestion, LabelUrgency.Low, null)]
    [InlineData("Cancel the order #W2378156 asap", LabelCategory.Other, LabelUrgency.High, "#W2378156")]
    [InlineData("hello", LabelCategory.Other, LabelUrgency.Medium, null)]
    [InlineData("", LabelCategory.Other, LabelUrgency.Medium, null)]
    public async Task The_offline_model_answers_from_what_it_understands(string message, LabelCategory category, LabelUrgency urgency, string? order)
    {
        using var client = new OfflineChatClient();
        var label = await ConversationLabeller.LabelAsync(client, message, CancellationToken.None);
        Assert.Equal((category, urgency, order), (label.Category, label.Urgency, label.OrderId));
    }

    private static async Task AssertLabelAsync(IChatClient client) =>
        Assert.Equal(new(LabelCategory.OrderStatus, LabelUrgency.Low, null, "Where is it"), await ConversationLabeller.LabelAsync(client, "Where is it?", CancellationToken.None));

    private static void AssertStrict(JsonElement schema)
    {
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(schema.GetProperty("properties").EnumerateObject().Select(x => x.Name), schema.GetProperty("required").EnumerateArray().Select(x => x.GetString()));
        Assert.Equal(["refund", "order_status", "product_question", "other"], schema.GetProperty("properties").GetProperty("category").GetProperty("enum").EnumerateArray().Select(x => x.GetString()));
    }
}
