namespace SupportAgent.Domain.Agent;

/// <summary>The model could not be reached, or broke off. What it said is in the inner exception, for the log alone.</summary>
public sealed class ModelException(Exception inner) : Exception("The model failed.", inner);
