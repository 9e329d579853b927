using System.Net;
using Microsoft.Extensions.AI;
using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Agent;

public sealed class ConversationLabellerTests
{
    private const string Message = "Refund #W2378156, it is broken";
    private const string Good = """{"category":"refund","urgency":"high","order_id":"#W2378156","summary":"Refund of a broken item"}""";

    private readonly ScriptedModel _model = new();

    [Theory]
    [InlineData(Good)]
    [InlineData("Here you are:\n```json\n" + Good + "\n```")]
    public async Task An_answer_of_the_form_becomes_the_label(string answer)
    {
        _model.Fills(answer);
        Assert.Equal(new(LabelCategory.Refund, LabelUrgency.High, "#W2378156", "Refund of a broken item"), await LabelAsync());
        var request = Assert.Single(_model.Forms);
        Assert.Null(request.Options.Tools);
        var form = Assert.IsType<ChatResponseFormatJson>(request.Options.ResponseFormat);
        Assert.Contains("additionalProperties", form.Schema!.Value.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Sure, I refund it.")]
    [InlineData("{\"category\":")]
    [InlineData("[1]")]
    [InlineData("""{"category":"complaint","urgency":"high","order_id":null,"summary":"x"}""")]
    [InlineData("""{"category":"refund","urgency":"high","summary":"x"}""")]
    [InlineData("""{"category":"refund","urgency":2,"order_id":null,"summary":"x"}""")]
    [InlineData("""{"category":"refund","urgency":"high","order_id":null,"summary":"x","approve":true}""")]
    [InlineData("""{"category":"other","category":"refund","urgency":"high","order_id":null,"summary":"x"}""")]
    public async Task An_answer_of_another_form_is_sent_back_once_and_may_be_repaired(string wrong)
    {
        _model.Fills(wrong).Fills(Good);
        Assert.Equal(LabelCategory.Refund, (await LabelAsync()).Category);
        Assert.Equal(2, _model.Forms.Count);
        Assert.Contains("not in the form", _model.Forms.Last().Messages[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_one_repair_the_label_is_other()
    {
        _model.Fills("no").Fills("no").Fills(Good);
        Assert.Equal(new(LabelCategory.Other, LabelUrgency.Medium, "#W2378156", Message), await LabelAsync());
        Assert.Equal(2, _model.Forms.Count);
    }

    [Theory]
    [InlineData("\"#W9999999\"")]
    [InlineData("\"<script>\"")]
    [InlineData("\"\"")]
    public async Task An_order_that_the_person_did_not_name_is_none(string order)
    {
        _model.Fills($$"""{"category":"refund","urgency":"low","order_id":{{order}},"summary":"x"}""");
        Assert.Null((await LabelAsync()).OrderId);
    }

    [Fact]
    public async Task The_summary_is_one_bounded_line()
    {
        _model.Fills("""{"category":"refund","urgency":"low","order_id":null,"summary":"a\n\n""" + new string('b', 5000) + "\"}");
        var summary = (await LabelAsync()).Summary;
        Assert.Equal(ConversationLabel.SummaryLength, summary.Length);
        Assert.StartsWith("a b", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_knows_no_forms_is_asked_without()
    {
        _model.FillsBy(_ => throw new ModelRequestException("response_format is unknown", HttpStatusCode.BadRequest)).Says(Good);
        Assert.Equal(LabelCategory.Refund, (await LabelAsync()).Category);
        Assert.Null(Assert.Single(_model.Requests).Options!.ResponseFormat);
    }

    private Task<ConversationLabel> LabelAsync() => ConversationLabeller.LabelAsync(_model, Message, CancellationToken.None);
}
