using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Approvals;
using SupportAgent.Domain.Policies;
using SupportAgent.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace SupportAgent.Tests.Policies;

public sealed class PolicyLibraryTests(ITestOutputHelper output) : IDisposable
{
    private const string Cats = "# Cats\n\nWords before the first section.\n\n## Feeding cats\nA cat eats twice a day.\n\n## Cat's toys\nBalls of wool.\n\n## Feeding cats\nTwice, really.\n";

    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly LogLines _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_becomes_passages_with_an_address_each()
    {
        Write("cat-care.md", Cats);
        using var library = Open();
        var policy = Assert.Single(library.All);
        Assert.Equal(("cat-care", "Cats", "Words before the first section."), (policy.Name, policy.Title, policy.Opening));
        Assert.Equal(
            [("Cats", "/policies/cat-care#cats"), ("Feeding cats", "/policies/cat-care#feeding-cats"), ("Cat's toys", "/policies/cat-care#cats-toys"), ("Feeding cats", "/policies/cat-care#feeding-cats-2")],
            policy.Passages.Select(x => (x.Section, x.Link)));
        Assert.Equal("A cat eats twice a day.", policy.Passages[1].Text);
    }

    [Theory]
    [InlineData("no-title.md", "Only text, and a # in it.", "No title", "no-title")]
    [InlineData("Grüße & Küsse.md", "# Grüße\ntext", "Grüße", "grüße-küsse")]
    [InlineData("windows.md", "\uFEFF# Lines\r\n\r\n## One\r\ntext\r\n", "Lines", "windows")]
    [InlineData("nul.md", "# N\0L\n## \0\ntext", "N\u2400L", "nul")]
    public void Odd_files_are_read_as_they_are(string file, string text, string title, string name)
    {
        Write(file, text);
        using var library = Open();
        var policy = Assert.Single(library.All);
        Assert.Equal((title, name), (policy.Title, policy.Name));
        Assert.All(policy.Passages, x => Assert.NotEqual("", x.Anchor));
    }

    [Theory]
    [InlineData("feeding", "feeding-cats")]
    [InlineData("FEEDS the cat!", "feeding-cats")]
    [InlineData("How often does a cat eat, please?", "feeding-cats")]
    [InlineData("eating cats twice", "feeding-cats")]
    [InlineData("wool", "cats-toys")]
    [InlineData("wool for elephants", "cats-toys")] // no passage has both: any will do
    [InlineData("elephants", null)]
    [InlineData("", null)]
    [InlineData("?!", null)]
    [InlineData("is the a", null)] // words of every question tell nothing
    public void Words_are_found_by_their_stems_and_rather_all_than_any(string words, string? anchor)
    {
        Write("cats.md", Cats.Replace("\n## Feeding cats\nTwice, really.\n", "", StringComparison.Ordinal));
        using var library = Open();
        Assert.Equal(anchor, library.Search(words, 3).Select(x => x.Anchor).FirstOrDefault());
    }

    [Fact]
    public void A_word_in_a_title_weighs_more_than_one_in_the_text()
    {
        Write("a.md", "# Dogs\n## Food\nMilk milk milk is for cats and not for dogs.\n");
        Write("b.md", "# Milk\n## Milk\nIt is white.\n");
        using var library = Open();
        Assert.Equal(["b", "a"], library.Search("milk", 3).Select(x => x.Policy));
        Assert.Single(library.Search("milk", 1));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\"cat\" NEAR(cat twice, 5)")]
    [InlineData("NEAR(")]
    [InlineData("cat* AND NOT (")]
    [InlineData("Title:cat - ^cat + {Body}: cat")]
    [InlineData("'; DROP TABLE Passages; --")]
    [InlineData("cat\0twice")]
    [InlineData("AND OR NOT")]
    [InlineData("%_\\")]
    public void The_syntax_of_the_search_stands_for_nothing(string words)
    {
        Write("cats.md", Cats);
        using var library = Open();
        var found = library.Search(words, 3);
        Assert.Equal(words.Contains("cat", StringComparison.Ordinal), found.Count > 0);
        Assert.NotEmpty(library.Search("cat", 3));
    }

    [Fact]
    public void Whatever_is_searched_for_breaks_nothing()
    {
        Write("cats.md", Cats);
        using var library = Open();
        var texts = Gen.OneOf(Gen.Choose(0, 0x2ff), Gen.Choose(0, 0xffff)).Select(x => (char)x).ArrayOf(12).Select(x => new string(x)).ToArbitrary();
        Prop.ForAll(texts, text => library.Search(text + " cat", 3).Count > 0).Check(output);
        Assert.NotEmpty(library.Search(string.Concat(Enumerable.Repeat("cat NEAR(\" ", 5000)), 3));
    }

    [Fact]
    public void A_changed_a_new_and_a_removed_file_are_seen_a_few_seconds_later()
    {
        Write("cats.md", Cats);
        using var library = Open();
        Assert.Single(library.All);

        Write("cats.md", "# Cats\n## Sleep\nSixteen hours.\n");
        Write("dogs.md", "# Dogs\n## Walks\nThrice.\n");
        Assert.Equal(["Cats"], library.All.Select(x => x.Title)); // it does not look at the disk for every question
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["Cats", "Dogs"], library.All.Select(x => x.Title));
        Assert.Equal("Sleep", Assert.Single(library.Search("sixteen hours", 3)).Section);
        Assert.Empty(library.Search("wool", 3));

        File.Delete(_folder.File("dogs.md"));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(library.Search("dogs", 3));
        Assert.Null(library.Find("dogs"));
        Assert.NotNull(library.Find("cats"));
    }

    [Fact]
    public void A_file_that_can_not_be_read_is_left_out_said_once_and_tried_again()
    {
        Write("cats.md", Cats);
        Write("locked.md", "# Locked\n## One\nA secret.\n");
        using var library = Open();
        using (File.Open(_folder.File("locked.md"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Equal(["Cats"], library.All.Select(x => x.Title));
            _time.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(["Cats"], library.All.Select(x => x.Title));
            Assert.Single(_log.All, x => x.Contains("locked.md", StringComparison.Ordinal));
        }

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["Cats", "Locked"], library.All.Select(x => x.Title));
    }

    [Fact]
    public void A_big_file_and_more_files_than_the_bound_are_left_out_with_a_line_in_the_log()
    {
        for (var i = 0; i < PolicyFolder.MostFiles + 5; i++) Write($"p{i:000}.md", "# Policy\n## One\ntext\n");
        Write("p000.md", $"# Big\n## One\n{new string('x', PolicyFolder.LargestFile)}\n");
        Write("p001.txt", "# No Markdown");
        using var library = Open();
        Assert.Equal(PolicyFolder.MostFiles - 1, library.All.Count);
        Assert.Null(library.Find("p000"));
        Assert.Null(library.Find("p200"));
        Assert.Contains(_log.All, x => x.Contains("p000.md is left out", StringComparison.Ordinal));
        Assert.Contains(_log.All, x => x.Contains("205 files", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_files_of_one_name_and_a_name_without_letters_are_left_out()
    {
        Write("A B.md", "# First\n## One\ntext\n");
        Write("a-b.md", "# Second\n## One\ntext\n");
        Write("---.md", "# Third\n## One\ntext\n");
        using var library = Open();
        Assert.Equal(["First"], library.All.Select(x => x.Title));
        Assert.Equal(2, _log.All.Count);
    }

    [Fact]
    public void A_folder_that_is_gone_leaves_what_was_read_last()
    {
        Write("cats.md", Cats);
        using var library = Open();
        Assert.NotEmpty(library.Search("wool", 3));
        Directory.Delete(_folder.Path, recursive: true);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.NotEmpty(library.Search("wool", 3));
        Directory.CreateDirectory(_folder.Path);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(library.Search("wool", 3));
    }

    [Fact]
    public void Many_can_search_while_files_change()
    {
        Write("cats.md", Cats);
        using var library = Open();
        Parallel.For(0, 400, i =>
        {
            if (i % 20 == 0)
            {
                lock (_folder) Write("more.md", $"# More\n## One\nA cat, {new string('x', i)}.\n");
                _time.Advance(TimeSpan.FromSeconds(5));
            }

            Assert.NotEmpty(library.Search("cat", 3));
            Assert.NotEmpty(library.All);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("/there/is/no/such/folder")]
    [InlineData("a\0b")]
    public void A_folder_that_is_not_there_stops_the_start_and_names_the_setting(string folder)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Policies:Folder"] = folder }).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddPolicies().BuildServiceProvider();
        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("Policies:Folder", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_texts_that_come_with_the_app_are_passages_of_a_readable_length_on_all_subjects()
    {
        using var library = Shipped();
        Assert.Equal(
            ["Accounts and passwords", "Cancellations", "Changing an order", "Complaints and contact", "Delivery and tracking", "Exchanges", "Newsletter", "Payment methods and gift cards", "Privacy and personal data", "Refunds", "Returns", "Vouchers"],
            library.All.Select(x => x.Title));
        Assert.All(library.All.SelectMany(x => x.Passages), x =>
        {
            Assert.NotEqual(x.Title, x.Section == "Gift cards" ? "" : x.Section);
            Assert.InRange(x.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 40, 120);
        });
        Assert.Empty(_log.All);
    }

    [Fact]
    public void The_texts_name_the_limits_that_the_app_starts_with()
    {
        using var library = Shipped();
        var limits = new ApprovalOptions();
        var text = Assert.Single(library.Find("refunds")!.Passages, x => x.Anchor == "who-approves-a-refund").Text;
        Assert.Contains($"up to ${limits.StaffLimit:#,0}.", text, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"above ${limits.TwoPersonLimit:#,0} two"), text, StringComparison.Ordinal);
        Assert.Contains($"within {limits.ExpireAfterMinutes} minutes", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What is your return policy?", "/policies/returns#within-30-days")]
    [InlineData("how many days do customers have to return something", "/policies/returns#within-30-days")]
    [InlineData("How long do refunds take?", "/policies/refunds#how-long-a-refund-takes")]
    [InlineData("who has to approve a refund above $1000", "/policies/refunds#who-approves-a-refund")]
    [InlineData("can I cancel my order after it shipped", "/policies/cancellations#after-an-order-has-shipped")]
    [InlineData("can a customer change the shipping address", "/policies/changing-an-order#another-shipping-address")]
    [InlineData("How do I reset my password?", "/policies/accounts-and-passwords#reset-a-forgotten-password")]
    [InlineData("delete my account", "/policies/privacy#deleting-personal-data")]
    [InlineData("close my account", "/policies/accounts-and-passwords#closing-an-account")]
    [InlineData("newsletter", "/policies/newsletter#subscribing-to-the-newsletter")]
    [InlineData("unsubscribe", "/policies/newsletter#unsubscribing-from-the-newsletter")]
    [InlineData("do gift cards expire", "/policies/payment-and-gift-cards#gift-cards")]
    [InlineData("do you ship to Canada", "/policies/delivery-and-tracking#where-we-deliver-and-what-it-costs")]
    [InlineData("exchange for another size", "/policies/exchanges#what-can-be-exchanged")]
    [InlineData("how long is a voucher valid", "/policies/vouchers#using-a-voucher")]
    [InlineData("payment methods", "/policies/payment-and-gift-cards#how-customers-can-pay")]
    [InlineData("stolen parcel", "/policies/delivery-and-tracking#late-lost-or-stolen-parcels")]
    [InlineData("copy of personal data", "/policies/privacy#a-copy-of-personal-data")]
    [InlineData("opening hours phone", "/policies/complaints-and-contact#how-to-reach-us")]
    public void Everyday_questions_find_the_passage_that_answers_them(string question, string link)
    {
        using var library = Shipped();
        Assert.Equal(link, library.Search(question, 3).Select(x => x.Link).FirstOrDefault());
    }

    private PolicyLibrary Shipped() => Open(new PolicyOptions());

    private PolicyLibrary Open(PolicyOptions? options = null) =>
        new(Options.Create(options ?? new PolicyOptions { Folder = _folder.Path }), _time, LoggerFactory.Create(x => x.AddProvider(_log)).CreateLogger<PolicyLibrary>());

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);
}
