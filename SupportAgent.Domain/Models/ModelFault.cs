using System.Net;
using Polly.CircuitBreaker;
using SupportAgent.Domain.Models.Patience;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Models;

/// <summary>What went wrong with a model, in words for people: nothing of what its server said, which may hold anything.</summary>
public static class ModelFault
{
    /// <summary>One or two sentences that say what happened and what helps.</summary>
    /// <param name="fault">What a client threw.</param>
    public static string Describe(Exception fault) => fault switch
    {
        BrokenCircuitException => ModelFaultTexts.ServerPaused,
        HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => ModelFaultTexts.KeyRefused,
        HttpRequestException { StatusCode: HttpStatusCode.PaymentRequired } => ModelFaultTexts.NoCredit,
        HttpRequestException { StatusCode: HttpStatusCode.NotFound } => ModelFaultTexts.UnknownModel,
        HttpRequestException { StatusCode: HttpStatusCode.RequestEntityTooLarge } => ModelFaultTexts.TooLong,
        HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests } => ModelFaultTexts.TooMany,
        HttpRequestException { StatusCode: { } status } when (int)status >= 500 => ModelFaultTexts.ServerFailed,
        HttpRequestException { StatusCode: not null } => ModelFaultTexts.RequestRefused,
        TimeoutException => ModelFaultTexts.NoAnswerInTime,
        _ when PatientChatClient.IsPassing(fault) => ModelFaultTexts.NotReached,
        _ => ModelFaultTexts.NoAnswer,
    };
}
