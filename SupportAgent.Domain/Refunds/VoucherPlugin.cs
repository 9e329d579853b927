using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Shop.Changes;
using SupportAgent.Domain.Store;
using SupportAgent.Domain.Tools;

namespace SupportAgent.Domain.Refunds;

/// <summary>Gives goodwill credit: money on a gift card that the customer has, or on a new one.</summary>
[ToolGroup(ToolGroup.Refunds)]
public sealed class VoucherPlugin(ActionDrafts drafts, IOptions<VoucherOptions> options)
{
    private const string Name = "voucher";
    private const string Currency = "USD";

    /// <summary>Makes a draft.</summary>
    [Tool($"prepare_{Name}", ToolEffect.Prepare, "Prepare voucher")]
    [Description("Prepares a voucher, goodwill credit on a gift card, for a person to approve. Use it when staff want to make up for something and the amount is known. " +
        "Not for giving back what an order cost: use prepare_refund.")]
    public async Task<ToolOutcome> Prepare(
        [Description(ShopAnswers.CustomerIdForm), MaxLength(Customer.IdLength)] string customer_id,
        [Description("How much, in US dollars with at most two digits, such as 12.50.")] decimal amount,
        [Description("What it makes up for: late_delivery, damaged_item, wrong_item, poor_service, other.")] VoucherReason reason,
        ToolContext context,
        [Description("A gift card of the customer that it goes to; get_customer has them. Leave it out for a new one."), MaxLength(64)] string? payment_method_id = null,
        CancellationToken cancel = default)
    {
        if (await context.Db.FindCustomerAsync(customer_id.Trim(), cancel) is not { } customer) return ShopAnswers.NoCustomer(customer_id);
        if (!Money.TryFromMajor(amount, Currency, out var money)) return ToolOutcome.Refused(ErrorCode.PolicyViolation, $"{amount} is not an amount in {Currency}: it has at most 2 digits after the point.");
        var action = new VoucherAction(customer.Id, money.Value, payment_method_id, reason);
        if (WhyNot(action, customer) is { } violation) return ToolOutcome.Refused(ErrorCode.PolicyViolation, violation);
        var to = payment_method_id is null ? "a new gift card" : customer.MethodLabel(payment_method_id);
        var plan = new ActionPlan
        {
            PrepareTool = $"prepare_{Name}",
            ExecuteTool = $"execute_{Name}",
            Action = Json.Write(action),
            SubjectId = customer.Id,
            SubjectVersion = customer.Version,
            CustomerId = customer.Id,
            Amount = action.Amount,
            Summary = $"Give {customer.Name} a voucher of {action.Amount} on {to}",
            Facts =
            [
                OrderFacts.Customer(customer),
                new("To", to),
                new("For", ReasonText(reason)),
                new("Most that is possible", Limit.ToString()),
            ],
            Details = new Dictionary<string, object?> { ["customer_id"] = customer.Id, ["to"] = to },
        };
        return await drafts.PrepareAsync(plan, context, cancel);
    }

    /// <summary>Carries out an approved draft.</summary>
    [Tool($"execute_{Name}", ToolEffect.Execute, "Give voucher")]
    [Description("Gives a voucher after approval. It runs by itself once a person has approved the draft; never call it.")]
    public async Task<ToolOutcome> Execute([Description("The token of the draft.")] string voucher_token, ToolContext context, CancellationToken cancel = default)
    {
        var (action, refusal) = ActionDrafts.Open<VoucherAction>(voucher_token, context);
        if (action is null) return refusal!;
        var (customer, stale) = await CustomerChange.OpenAsync(action.CustomerId, context, cancel);
        if (stale is not null) return stale;
        if (WhyNot(action, customer) is { } violation) return OrderChange.Broken(violation);
        var draft = context.ApprovedDraft!;

        var giftCard = customer.PaymentMethods.FirstOrDefault(x => x.Id == action.PaymentMethodId);
        if (giftCard is null)
        {
            giftCard = new PaymentMethod
            {
                Id = await NewIdAsync(context.Db, draft.Id, cancel),
                CustomerId = customer.Id,
                Position = customer.PaymentMethods.Select(x => x.Position).DefaultIfEmpty(-1).Max() + 1,
                Source = PaymentSource.GiftCard,
                BalanceMinor = 0,
            };
            context.Db.Add(giftCard);
        }

        giftCard.BalanceMinor = (giftCard.BalanceMinor ?? 0) + action.Amount.Minor;
        customer.Version++;
        return ToolOutcome.Succeeded(new
        {
            status = "executed",
            customer_id = customer.Id,
            amount = action.Amount,
            payment_method_id = giftCard.Id,
            balance = new Money(giftCard.BalanceMinor.Value, Currency),
            summary = draft.Summary,
            approved_by = draft.DecidedBy,
        });
    }

    private Money Limit => Money.FromMajor(decimal.Round(options.Value.Limit, Money.Digits(Currency)), Currency);

    private string? WhyNot(VoucherAction action, Customer customer)
    {
        if (action.Amount.Minor <= 0) return "The amount must be above zero.";
        if (action.Amount > Limit) return $"A voucher gives {Limit} at most; {action.Amount} is more.";
        if (action.PaymentMethodId is not { } methodId) return null;
        var method = customer.PaymentMethods.FirstOrDefault(x => x.Id == methodId);
        return method is null ? $"{Text.Shorten(methodId, 40)} is no payment method of {customer.Name}. Leave it out for a new gift card."
            : method.Source != PaymentSource.GiftCard ? $"A voucher goes to a gift card; {method.Label} is none. Leave it out for a new one."
            : null;
    }

    // seven digits from the draft's id, and the next free ones where they are taken
    private static async Task<string> NewIdAsync(SupportDb db, Guid draftId, CancellationToken cancel)
    {
        for (var number = BitConverter.ToUInt32(draftId.ToByteArray(), 12) % 10_000_000; ; number = (number + 1) % 10_000_000)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"gift_card_{number:0000000}");
            if (!await db.Set<PaymentMethod>().AnyAsync(x => x.Id == id, cancel)) return id;
        }
    }

    private static string ReasonText(VoucherReason reason) => reason switch
    {
        VoucherReason.LateDelivery => "Late delivery",
        VoucherReason.DamagedItem => "Damaged item",
        VoucherReason.WrongItem => "Wrong item",
        VoucherReason.PoorService => "Poor service",
        VoucherReason.Other => "Other",
    };
}

/// <summary>A voucher in full.</summary>
/// <param name="CustomerId">Who gets it.</param>
/// <param name="Amount">How much.</param>
/// <param name="PaymentMethodId">The gift card that it goes to; null for a new one.</param>
/// <param name="Reason">What it makes up for.</param>
public sealed record VoucherAction(string CustomerId, Money Amount, string? PaymentMethodId, VoucherReason Reason);

/// <summary>What a voucher makes up for. The names in snake_case are a contract with models and programs.</summary>
public enum VoucherReason
{
    /// <summary>It came late.</summary>
    LateDelivery,

    /// <summary>It came broken.</summary>
    DamagedItem,

    /// <summary>Something else came.</summary>
    WrongItem,

    /// <summary>We did not treat the customer well.</summary>
    PoorService,

    /// <summary>Anything else.</summary>
    Other,
}
