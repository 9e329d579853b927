using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Polly.CircuitBreaker;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Models.Patience;
using SupportAgent.Tests.Infrastructure;
using Xunit;

namespace SupportAgent.Tests.Models.Patience;

public sealed class PatientChatClientTests
{
    private static readonly TimeSpan Pauses = TimeSpan.FromSeconds(20);

    private readonly ManualTimeProvider _time = new();
    private readonly FaultyModel _model = new();

    public static TheoryData<Exception> Passing => new()
    {
        new HttpRequestException("refused"),
        new HttpRequestException("busy", null, HttpStatusCode.TooManyRequests),
        new HttpRequestException("broken", null, HttpStatusCode.InternalServerError),
        new HttpRequestException("overloaded", null, (HttpStatusCode)529),
        new IOException("cut"),
    };

    public static TheoryData<Exception> Lasting => new()
    {
        new HttpRequestException("key", null, HttpStatusCode.Unauthorized),
        new HttpRequestException("wrong", null, HttpStatusCode.BadRequest),
        new HttpRequestException("gone", null, HttpStatusCode.NotFound),
        new InvalidOperationException("ours"),
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_fails_before_anything_was_shown_is_asked_again_after_a_pause(Exception fault)
    {
        _model.Fails(fault).Fails(fault).Says("Here", " I am");
        var asked = AskAsync(Client());
        await _time.PassPausesAsync(asked, Pauses);
        Assert.Equal("Here I am", await asked);
        Assert.Equal(3, _model.Requests);
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task It_is_not_asked_for_ever(Exception fault)
    {
        for (var i = 0; i < 5; i++) _model.Fails(fault);
        var asked = AskAsync(Client());
        await _time.PassPausesAsync(asked, Pauses);
        Assert.Same(fault, await Assert.ThrowsAnyAsync<Exception>(() => asked));
        Assert.Equal(3, _model.Requests);
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task What_will_fail_again_is_not_asked_again(Exception fault)
    {
        _model.Fails(fault).Says("Never");
        Assert.Same(fault, await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(Client())));
        Assert.Equal(1, _model.Requests);
    }

    [Fact]
    public async Task Once_something_was_shown_nothing_is_repeated()
    {
        _model.SaysAndFails("I beg", new IOException("cut")).Says("Never");
        var said = "";
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var update in Client().GetStreamingResponseAsync([])) said += update.Text;
        });
        Assert.Equal(("I beg", 1), (said, _model.Requests));
    }

    [Fact]
    public async Task A_first_piece_that_does_not_come_in_time_is_given_up_and_asked_for_again()
    {
        _model.Hangs().Says("Late");
        var begun = _time.GetUtcNow();
        var asked = AskAsync(Client());
        await _time.PassPausesAsync(_model.WasStopped, TimeSpan.FromSeconds(60));
        Assert.Equal(60, (_time.GetUtcNow() - begun).TotalSeconds);
        await _time.PassPausesAsync(asked, Pauses);
        Assert.Equal(("Late", 2, 1), (await asked, _model.Requests, _model.Stopped)); // and the first request was stopped
    }

    [Fact]
    public async Task A_later_piece_that_does_not_come_in_time_ends_the_answer()
    {
        _model.SaysAndHangs("I beg");
        var asked = AskAsync(Client());
        await _time.PassPausesAsync(asked, TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<TimeoutException>(() => asked);
        Assert.Equal((1, 1), (_model.Requests, _model.Stopped));
    }

    [Fact]
    public async Task A_server_that_says_how_long_to_wait_is_believed()
    {
        _model.Fails(new ModelRequestException("busy", HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7))).Says("Now");
        var begun = _time.GetUtcNow();
        var asked = AskAsync(Client());
        await _time.PassPausesAsync(asked, Pauses);
        Assert.Equal("Now", await asked);
        Assert.Equal(7, (_time.GetUtcNow() - begun).TotalSeconds);
    }

    [Fact]
    public async Task A_server_that_wants_to_be_left_alone_for_too_long_is_not_waited_for()
    {
        _model.Fails(new ModelRequestException("busy", HttpStatusCode.TooManyRequests, TimeSpan.FromHours(1))).Says("Never");
        await Assert.ThrowsAsync<ModelRequestException>(() => AskAsync(Client()));
        Assert.Equal(1, _model.Requests);
    }

    [Fact]
    public async Task A_server_that_keeps_failing_is_left_alone_for_a_while_and_then_tried_again()
    {
        var client = Client(new PatienceOptions { Retries = 0, BreakAfter = 3 });
        for (var i = 0; i < 3; i++) _model.Fails(new IOException("down"));
        _model.Says("Back");
        for (var i = 0; i < 3; i++) await Assert.ThrowsAsync<IOException>(() => AskAsync(client));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => AskAsync(client));
        Assert.Equal(3, _model.Requests);
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("Back", await AskAsync(client));
    }

    [Fact]
    public async Task A_person_who_stops_is_obeyed_at_once_and_that_is_no_failure_of_the_server()
    {
        using var stop = new CancellationTokenSource();
        _model.Hangs().Says("Never");
        var asked = AskAsync(Client(), stop.Token);
        await _model.Hanging;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal((1, 1), (_model.Requests, _model.Stopped));
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task When_the_first_model_is_down_the_second_answers_and_says_so(Exception fault)
    {
        _model.Fails(fault);
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in new FallbackChatClient(_model, new FaultyModel().Says("Instead"), ("first", "second")).GetStreamingResponseAsync([])) updates.Add(update);
        Assert.Equal("Instead", string.Concat(updates.Select(x => x.Text)));
        Assert.Equal("first could not be reached; second answered in its place.", updates[0].AdditionalProperties![FallbackChatClient.Notice]);
    }

    [Fact]
    public async Task The_second_model_does_not_go_on_where_the_first_has_begun_nor_where_the_request_itself_is_wrong()
    {
        _model.SaysAndFails("I beg", new IOException("cut")).Fails(new HttpRequestException("wrong", null, HttpStatusCode.BadRequest));
        var second = new FaultyModel().Says("Never");
        var client = new FallbackChatClient(_model, second, ("first", "second"));
        await Assert.ThrowsAsync<IOException>(() => AskAsync(client));
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(client));
        Assert.Equal(0, second.Requests);
    }

    private PatientChatClient Client(PatienceOptions? patience = null) => new(_model, patience ?? new PatienceOptions(), _time, chance: () => 0.5);

    private static async Task<string> AskAsync(IChatClient client, CancellationToken cancel = default)
    {
        var said = "";
        await foreach (var update in client.GetStreamingResponseAsync([], cancellationToken: cancel)) said += update.Text;
        return said;
    }

    /// <summary>Plays one fault or answer a request.</summary>
    private sealed class FaultyModel : IChatClient
    {
        private readonly Queue<Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>>> _plays = [];
        private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Requests { get; private set; }

        public int Stopped { get; private set; }

        public Task Hanging => _hanging.Task;

        public Task WasStopped => _stopped.Task;

        public FaultyModel Says(params string[] pieces) => Play(_ => PiecesAsync(pieces, null));

        public FaultyModel Fails(Exception fault) => Play(_ => PiecesAsync([], fault));

        public FaultyModel SaysAndFails(string piece, Exception fault) => Play(_ => PiecesAsync([piece], fault));

        public FaultyModel Hangs() => Play(cancel => HangAsync(null, cancel));

        public FaultyModel SaysAndHangs(string piece) => Play(cancel => HangAsync(piece, cancel));

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Requests++;
            return _plays.Dequeue()(cancellationToken);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private FaultyModel Play(Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> play)
        {
            _plays.Enqueue(play);
            return this;
        }

        private static async IAsyncEnumerable<ChatResponseUpdate> PiecesAsync(string[] pieces, Exception? fault)
        {
            await Task.Yield();
            foreach (var piece in pieces) yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
            if (fault is not null) throw fault;
        }

        private async IAsyncEnumerable<ChatResponseUpdate> HangAsync(string? piece, [EnumeratorCancellation] CancellationToken cancel)
        {
            await Task.Yield();
            if (piece is not null) yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
            _hanging.TrySetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            }
            finally
            {
                Stopped++;
                _stopped.TrySetResult();
            }
        }
    }
}
