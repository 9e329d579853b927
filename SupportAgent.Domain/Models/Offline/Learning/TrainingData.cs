using System.Text;

namespace SupportAgent.Domain.Models.Offline.Learning;

/// <summary>The utterances that are part of the app, from which the offline model learns.</summary>
public static class TrainingData
{
    private const string Resource = "intents/intents.csv";

    /// <summary>Reads all of them, in the order of the file.</summary>
    public static IReadOnlyList<LabelledUtterance> Read()
    {
        using var stream = typeof(TrainingData).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        reader.ReadLine(); // the names of the columns
        var read = new List<LabelledUtterance>();
        while (reader.ReadLine() is { } line)
        {
            if (Fields(line) is [var text, var intent, var type, var value, ..])
                read.Add(new(text, intent, type, value));
        }

        return read;
    }

    // a field with a comma or a quote stands in quotes; none has a line break
    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var (field, quoted) = (new StringBuilder(), false);
        for (var at = 0; at < line.Length; at++)
        {
            var letter = line[at];
            if (letter == '"' && quoted && at + 1 < line.Length && line[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(letter);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
