using Microsoft.Data.Sqlite;

namespace SupportAgent.Domain.Policies;

/// <summary>A full-text index of passages, in memory: words match by their stems, the best match comes first. Not safe for several threads at once.</summary>
internal sealed class PolicyIndex : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly IReadOnlyList<PolicyPassage> _passages;

    /// <summary>Indexes passages.</summary>
    public PolicyIndex(IReadOnlyList<PolicyPassage> passages)
    {
        _passages = passages;
        _connection.Open();
        using (var create = _connection.CreateCommand())
        {
            create.CommandText = "CREATE VIRTUAL TABLE Passages USING fts5(Title, Section, Body, tokenize = 'porter unicode61')";
            create.ExecuteNonQuery();
        }

        using var transaction = _connection.BeginTransaction();
        for (var at = 0; at < passages.Count; at++) Insert(at, passages[at]);
        transaction.Commit();
    }

    /// <summary>The passages that hold all the words, or where there are none, those that hold any; the best first.</summary>
    public IReadOnlyList<PolicyPassage> Search(string words, int most)
    {
        if (PolicyQuery.Of(words) is not { } query) return [];
        return Match(query.All, most) is { Count: > 0 } all ? all : Match(query.Any, most);
    }

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    private void Insert(int at, PolicyPassage passage)
    {
        using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO Passages (rowid, Title, Section, Body) VALUES ($at, $title, $section, $text)";
        insert.Parameters.AddWithValue("$at", at);
        insert.Parameters.AddWithValue("$title", passage.Title);
        insert.Parameters.AddWithValue("$section", passage.Section);
        insert.Parameters.AddWithValue("$text", passage.Text);
        insert.ExecuteNonQuery();
    }

    // a word in a title tells more than one in the text
    private List<PolicyPassage> Match(string expression, int most)
    {
        using var select = _connection.CreateCommand();
        select.CommandText = "SELECT rowid FROM Passages WHERE Passages MATCH $expression ORDER BY bm25(Passages, 4.0, 3.0, 1.0), rowid LIMIT $most";
        select.Parameters.AddWithValue("$expression", expression);
        select.Parameters.AddWithValue("$most", most);
        using var rows = select.ExecuteReader();
        var found = new List<PolicyPassage>();
        while (rows.Read()) found.Add(_passages[rows.GetInt32(0)]);
        return found;
    }
}
