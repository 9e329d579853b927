using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Audit;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Agent;

/// <summary>Tries a model out for an admin: it is to say hello and to call one tool. The tool is only described, never run, and no data of the shop goes along.</summary>
public sealed partial class ModelTrial(ModelRoster roster, SupportStore store, AuditLog audit, TimeProvider time, ILogger<ModelTrial> logger)
{
    /// <summary>The act in the audit.</summary>
    public const string Act = "test_model";

    /// <summary>How long it may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private const string Order = "#W1234567";

    private static readonly AIFunctionDeclaration Tool = AIFunctionFactory.Create(
        ([Description("The order's id, such as #W1234567.")] string order_id) => order_id, "get_order_status", "Looks up the status of an order.").AsDeclarationOnly();

    /// <summary>Asks a model once.</summary>
    /// <param name="id">The model.</param>
    /// <param name="admin">Who wants to know.</param>
    /// <param name="cancel">To give up.</param>
    /// <returns>What came back. A model that fails is a result, with the reason in words.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a model's server does wrong is what the admin wants to see.")]
    public async Task<ModelTrialResult> RunAsync(string id, Actor admin, CancellationToken cancel = default)
    {
        if (roster.Find(id) is not { } model) return ModelTrialResult.Failed(ModelDeskTexts.NoModel);
        if (!await MayTryAsync(model, admin, cancel)) return ModelTrialResult.Failed(ModelDeskTexts.OnlyAdminTries);
        var round = new ModelRound();
        var clock = new RoundClock(time);
        using var tooLong = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, cancel);
        try
        {
            await foreach (var update in model.Client.GetStreamingResponseAsync(Question, new ChatOptions { Tools = [Tool], ToolMode = ChatToolMode.Auto }, either.Token))
            {
                clock.Piece();
                round.Add(update);
            }
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(model.Id, e);
            return ModelTrialResult.Failed(ModelFault.Describe(e is OperationCanceledException ? new TimeoutException() : e));
        }

        return new ModelTrialResult(Shorten(round.Text), CallIn(round), round.Notice ?? ProblemOf(round), clock.FirstPieceMs, clock.DurationMs, round.InputTokens, round.OutputTokens);
    }

    private static IEnumerable<ChatMessage> Question =>
    [
        new(ChatRole.System, "This is a test of the connection. Say hello in one short sentence, and call the tool for what is asked."),
        new(ChatRole.User, $"Hello! What is the status of order {Order}?"),
    ];

    // it costs money at a provider, so that it is in the audit
    private Task<bool> MayTryAsync(ConfiguredModel model, Actor admin, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        if (await db.FindAdminAsync(admin.Id, time.GetUtcNow(), cancel) is not { } now) return false;
        await audit.AppendAsync(db, new AuditEntry(AuditKind.Settings, Act, "succeeded", "person", now) { Arguments = Json.Write(new { model = model.Id }) }, cancel);
        return true;
    }, cancel);

    private static string? CallIn(ModelRound round) => round.Calls is [var call, ..] ? Shorten($"{call.Name} {ArgumentsText.Of(call)}") : null;

    private static string? ProblemOf(ModelRound round)
    {
        if (round.Refusal is not null) return ModelDeskTexts.Declined;
        if (round.CallsNotRunBecause is { } why) return why;
        if (round.Calls.Count == 0) return ModelDeskTexts.WithoutTool;
        return HasOrder(round.Calls[0]) ? null : ModelDeskTexts.OtherArguments;
    }

    private static bool HasOrder(FunctionCallContent call)
    {
        try
        {
            using var arguments = JsonDocument.Parse(ArgumentsText.Of(call));
            return call.Name == Tool.Name && arguments.RootElement.TryGetProperty("order_id", out var order) && order.GetString()?.TrimStart('#') == Order[1..];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Shorten(string text) => Text.Shorten(text, 400);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The test of the model {ModelId} failed")]
    private partial void LogFailed(string modelId, Exception exception);
}

/// <summary>What came of trying a model.</summary>
/// <param name="Said">What it said.</param>
/// <param name="Called">The call that it asked for, with its arguments; null for none.</param>
/// <param name="Problem">What was not as it should be; null when all was well.</param>
/// <param name="FirstPieceMs">How long the first piece took, in milliseconds.</param>
/// <param name="DurationMs">How long all took, in milliseconds.</param>
/// <param name="InputTokens">Tokens that it read.</param>
/// <param name="OutputTokens">Tokens that it wrote.</param>
public sealed record ModelTrialResult(string Said, string? Called, string? Problem, long? FirstPieceMs, long DurationMs, long InputTokens, long OutputTokens)
{
    internal static ModelTrialResult Failed(string problem) => new("", null, problem, null, 0, 0, 0);
}
