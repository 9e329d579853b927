using SupportAgent.Domain.Models;

namespace SupportAgent.Domain.Agent;

/// <summary>The model could not be reached, or broke off. The message is for people; what its server said is in the inner exception, for the log alone.</summary>
public sealed class ModelException(Exception inner) : Exception(ModelFault.Describe(inner), inner);
