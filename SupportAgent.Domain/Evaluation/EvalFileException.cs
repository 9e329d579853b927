namespace SupportAgent.Domain.Evaluation;

/// <summary>A file of cases is not as it has to be. The message names the line and says what is wrong.</summary>
public sealed class EvalFileException(int line, string problem, Exception? inner = null) : Exception($"Line {line}: {problem}", inner);
