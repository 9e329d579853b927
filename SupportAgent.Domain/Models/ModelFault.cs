using System.Net;
using Polly.CircuitBreaker;
using SupportAgent.Domain.Models.Patience;

namespace SupportAgent.Domain.Models;

/// <summary>What went wrong with a model, in words for people: nothing of what its server said, which may hold anything.</summary>
public static class ModelFault
{
    /// <summary>One or two sentences that say what happened and what helps.</summary>
    /// <param name="fault">What a client threw.</param>
    public static string Describe(Exception fault) => fault switch
    {
        BrokenCircuitException => "The model's server failed several times in a row and is left alone for a moment. Try again soon.",
        HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => "The model's server refused the key. An admin has to look at the settings of the model.",
        HttpRequestException { StatusCode: HttpStatusCode.PaymentRequired } => "The account at the model's provider has run out of credit. An admin has to look after it.",
        HttpRequestException { StatusCode: HttpStatusCode.NotFound } => "The model's server does not know this model or address. An admin has to look at the settings of the model.",
        HttpRequestException { StatusCode: HttpStatusCode.RequestEntityTooLarge } => "The conversation is too long for the model. Begin a new one, or let an admin lower ContextTokens of the model.",
        HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests } => "The model's server takes no more requests for now. Try again in a while.",
        HttpRequestException { StatusCode: { } status } when (int)status >= 500 => "The model's server failed. Try again.",
        HttpRequestException { StatusCode: not null } => "The model's server refused the request. An admin finds the reason in the log.",
        TimeoutException => "The model did not answer in time. Try again.",
        _ when PatientChatClient.IsPassing(fault) => "The model could not be reached, or its connection broke. Try again.",
        _ => "The model's server sent something that is no answer. An admin finds more in the log.",
    };
}
