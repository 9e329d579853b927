using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.Anthropic;
using SupportAgent.Domain.Models.Offline;
using SupportAgent.Domain.Models.OpenAIResponses;
using SupportAgent.Domain.Models.Patience;
using Xunit;

namespace SupportAgent.Tests.Models;

public sealed class ModelRegistrationTests
{
    [Fact]
    public void Nothing_configured_means_the_offline_model()
    {
        using var services = Services();
        Assert.IsType<OfflineChatClient>(services.GetRequiredService<ModelRoster>().First.Client);
        Assert.Equal(new ModelDescription(ModelProvider.Offline, "Offline model", IsOffline: true), services.GetRequiredService<ModelRoster>().First.Description);
    }

    [Fact]
    public void A_compatible_server_needs_an_endpoint_and_a_name_but_no_key()
    {
        using var services = Services(("Model:Provider", "OpenAI"), ("Model:Endpoint", "http://localhost:11434/v1"), ("Model:Name", "small"));
        Assert.NotNull(services.GetRequiredService<ModelRoster>().First.Client.GetService(typeof(OpenAIChatClient)));
        Assert.Equal(new ModelDescription(ModelProvider.OpenAI, "small", IsOffline: false), services.GetRequiredService<ModelRoster>().First.Description);
    }

    [Fact]
    public void The_responses_api_is_a_provider_of_its_own()
    {
        using var services = Services(("Model:Provider", "OpenAIResponses"), ("Model:Name", "small"), ("OPENAI_API_KEY", "from-variable"));
        Assert.NotNull(services.GetRequiredService<ModelRoster>().First.Client.GetService(typeof(OpenAIResponsesChatClient)));
        Assert.Equal(new ModelDescription(ModelProvider.OpenAIResponses, "small", IsOffline: false), services.GetRequiredService<ModelRoster>().First.Description);
    }

    [Fact]
    public void The_key_comes_from_the_variable_when_the_section_has_none()
    {
        using var services = Services(("Model:Provider", "OpenAI"), ("Model:Name", "small"), ("OPENAI_API_KEY", "from-variable"));
        Assert.Equal("from-variable", services.GetRequiredService<IOptions<ModelOptions>>().Value.ApiKey);
    }

    [Fact]
    public void Anthropic_needs_a_name_and_takes_its_key_from_its_own_variable()
    {
        using var services = Services(
            ("Model:Provider", "Anthropic"), ("Model:Name", "small"), ("ANTHROPIC_API_KEY", "from-variable\n"), ("OPENAI_API_KEY", "another"), ("Model:MaxOutputTokens", "2000"));
        Assert.NotNull(services.GetRequiredService<ModelRoster>().First.Client.GetService(typeof(AnthropicChatClient)));
        Assert.Equal(new ModelDescription(ModelProvider.Anthropic, "small", IsOffline: false), services.GetRequiredService<ModelRoster>().First.Description);
        Assert.Equal("from-variable\n", services.GetRequiredService<IOptions<ModelOptions>>().Value.ApiKey);
    }

    [Fact]
    public void A_second_model_has_settings_and_a_key_of_its_own()
    {
        using var services = Services(
            ("Model:Provider", "OpenAI"), ("Model:Name", "small"), ("OPENAI_API_KEY", "one"), ("Model:Patience:Retries", "0"),
            ("Model:Fallback:Provider", "Anthropic"), ("Model:Fallback:Name", "other"), ("ANTHROPIC_API_KEY", "two"));
        var client = services.GetRequiredService<ModelRoster>().First.Client;
        Assert.IsType<FallbackChatClient>(client);
        Assert.NotNull(client.GetService(typeof(OpenAIChatClient)));
        Assert.Equal("two", services.GetRequiredService<IOptions<ModelOptions>>().Value.Fallback!.ApiKey);
    }

    [Theory]
    [InlineData("Model:Fallback:Name", "Model:Fallback:Provider=OpenAI", "Model:Fallback:Endpoint=http://localhost/v1")]
    [InlineData("one too many", "Model:Fallback:Fallback:Provider=Offline")]
    [InlineData("Model:Patience", "Model:Patience:Retries=99")]
    [InlineData("Model:Name", "Model:Provider=OpenAI", "Model:Endpoint=http://localhost/v1")]
    [InlineData("Model:Endpoint", "Model:Provider=OpenAI", "Model:Name=x", "Model:Endpoint=localhost:80/v1")]
    [InlineData("Model:Endpoint", "Model:Provider=OpenAI", "Model:Name=x", "Model:Endpoint=/v1")]
    [InlineData("Model:ApiKey", "Model:Provider=OpenAI", "Model:Name=x")]
    [InlineData("'OpenAIResponses' it names", "Model:Provider=OpenAIResponses", "Model:Endpoint=http://localhost/v1")]
    [InlineData("Model:Endpoint", "Model:Provider=OpenAIResponses", "Model:Name=x", "Model:Endpoint=/v1")]
    [InlineData("Model:ApiKey", "Model:Provider=OpenAIResponses", "Model:Name=x")]
    [InlineData("Model:Name", "Model:Provider=Anthropic", "Model:ApiKey=x")]
    [InlineData("Model:ApiKey", "Model:Provider=Anthropic", "Model:Name=x", "OPENAI_API_KEY=x")]
    [InlineData("Model:ApiKey", "Model:Provider=Anthropic", "Model:Name=x", "Model:ApiKey=a b")]
    [InlineData("Model:Endpoint", "Model:Provider=Anthropic", "Model:Name=x", "Model:Endpoint=/v1")]
    [InlineData("Model:MaxOutputTokens", "Model:Provider=Anthropic", "Model:Name=x", "Model:ApiKey=x", "Model:MaxOutputTokens=0")]
    public void A_wrong_setting_is_refused_by_its_key(string expected, params string[] settings)
    {
        using var services = Services([.. settings.Select(setting => (setting.Split('=')[0], setting.Split('=')[1]))]);
        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<ModelRoster>().First.Client);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Model:Provider", "Ofline")]
    [InlineData("Model:Nme", "x")]
    public void A_misspelt_setting_is_refused(string key, string value)
    {
        using var services = Services((key, value));
        Assert.ThrowsAny<Exception>(() => services.GetRequiredService<ModelRoster>().First.Client);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection().AddSingleton(TimeProvider.System)
        .AddModels(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build())
        .BuildServiceProvider();
}
