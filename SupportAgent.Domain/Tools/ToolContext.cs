using SupportAgent.Domain.Access;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Payments;
using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>What a tool gets from the invoker beside its arguments. No argument can change any of it.</summary>
public sealed class ToolContext
{
    /// <summary>
    /// The database. For a tool that reads, nothing is tracked; for every other, it is a transaction that the invoker commits together with
    /// the audit record, or rolls back. A tool never commits and never keeps it.
    /// </summary>
    public required SupportDb Db { get; init; }

    /// <summary>On whose behalf the tool runs.</summary>
    public required Actor Person { get; init; }

    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>This call.</summary>
    public required Guid ToolCallId { get; init; }

    /// <summary>This moment.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>For a tool that prepares: the draft in whose place a person wants the new one.</summary>
    public Guid? ReplacesDraftId { get; init; }

    /// <summary>For a tool that lists: the customers that the conversation reaches; null for all.</summary>
    public required Func<CancellationToken, Task<IReadOnlySet<string>?>> ReachableAsync { get; init; }

    /// <summary>For a tool that executes: the draft, approved and checked by <see cref="ApprovalGate"/>.</summary>
    public Draft? ApprovedDraft { get; init; }

    /// <summary>For a tool that executes: the money that it moves through the payment gateway, in order. The tool adds to it and pays nothing itself.</summary>
    public IList<Movement> Movements { get; } = [];
}
