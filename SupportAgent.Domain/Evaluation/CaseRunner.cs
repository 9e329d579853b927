using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SupportAgent.Domain.Conversations;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Evaluation;

/// <summary>Runs a case on a fresh store, through the same inbox, runner, loop and invoker as the app.</summary>
/// <param name="stores">Gives the stores.</param>
/// <param name="model">Answers.</param>
/// <param name="settings">The app's settings.</param>
/// <param name="time">The clock.</param>
/// <param name="limit">How long a case may take.</param>
public sealed class CaseRunner(CaseStores stores, ConfiguredModel model, IConfiguration settings, TimeProvider time, TimeSpan limit)
{
    /// <summary>Runs it. A model that fails, and a case that takes too long, are the run's <see cref="CaseRun.Problem"/>.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<CaseRun> RunAsync(EvalCase tried, CancellationToken cancel = default)
    {
        var connection = stores.Next();
        try
        {
            await using var services = CaseServices.For(connection, model, settings, time);
            try
            {
                return await RunAsync(tried, services, cancel);
            }
            finally
            {
                await using var db = await services.GetRequiredService<IDbContextFactory<SupportDb>>().CreateDbContextAsync(CancellationToken.None);
                SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
            }
        }
        finally
        {
            CaseStores.Discard(connection);
        }
    }

    private async Task<CaseRun> RunAsync(EvalCase tried, IServiceProvider services, CancellationToken cancel)
    {
        await using var conversation = new CaseConversation(services);
        await conversation.StartAsync(cancel);
        using var tooLong = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, cancel);
        var began = time.GetTimestamp();
        string? problem = null;
        try
        {
            foreach (var step in tried.Messages)
                if ((problem = await conversation.TakeAsync(step, either.Token)) is not null) break;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            problem = $"It took longer than {limit.TotalSeconds:0} seconds.";
        }

        var took = time.GetElapsedTime(began);
        await conversation.ReadAsync(cancel);
        return Describe(conversation.Transcript) with { Took = took, Problem = problem };
    }

    private static CaseRun Describe(Transcript transcript) => new()
    {
        Calls = [.. transcript.ToolCalls.Where(x => x.Origin == ToolOrigin.Model).Select(x => new CallMade(x.Name, x.Arguments, x.Status, x.Code))],
        Answer = string.Join('\n', transcript.Turns.LastOrDefault()?.Answers.Select(x => x.Text) ?? []),
        InputTokens = transcript.Turns.Sum(x => x.Turn.InputTokens),
        OutputTokens = transcript.Turns.Sum(x => x.Turn.OutputTokens),
    };
}
