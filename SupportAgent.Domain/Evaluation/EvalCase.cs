namespace SupportAgent.Domain.Evaluation;

/// <summary>A conversation to try a model with, and what should come of it.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Messages">What is said, in order; the first one by the person.</param>
/// <param name="Expect">What should come of it.</param>
public sealed record EvalCase(int Line, string Name, IReadOnlyList<EvalMessage> Messages, Expectation Expect);
