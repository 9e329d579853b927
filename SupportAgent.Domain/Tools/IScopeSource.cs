using SupportAgent.Domain.Store;

namespace SupportAgent.Domain.Tools;

/// <summary>Tells which customers arguments and texts are about: one source for each subject that belongs to customers.</summary>
public interface IScopeSource
{
    /// <summary>The customer that an argument is about; null when it is about none, or names nothing that exists.</summary>
    /// <param name="db">The store.</param>
    /// <param name="argument">Its name, such as <c>order_id</c>.</param>
    /// <param name="value">Its value, as a model gave it.</param>
    /// <param name="cancel">To give up.</param>
    Task<string?> CustomerOfAsync(SupportDb db, string argument, string value, CancellationToken cancel);

    /// <summary>Whether an argument describes a person who is looked for, such as <c>last_name</c>: many can fit it.</summary>
    bool IsDetail(string argument);

    /// <summary>The customers that a person's text names, by an id, a number, an e-mail address or a whole name.</summary>
    Task<IReadOnlySet<string>> CustomersInAsync(SupportDb db, string text, CancellationToken cancel);
}
