using Microsoft.Extensions.Options;
using SupportAgent.Domain.Access;
using SupportAgent.Domain.Texts;

namespace SupportAgent.Domain.Approvals;

/// <summary>Who may decide about what. Every way to a decision asks here and nowhere else.</summary>
public sealed class ApprovalPolicy(IOptions<ApprovalOptions> options)
{
    /// <summary>How many different people must approve an amount.</summary>
    public int ApprovalsNeeded(Money amount) => amount.Major > options.Value.TwoPersonLimit ? 2 : 1;

    /// <summary>Whether an amount is beyond what every member of staff may approve.</summary>
    public bool NeedsApprover(Money amount) => amount.Major > options.Value.StaffLimit;

    /// <summary>When a draft that is prepared now stops waiting.</summary>
    public DateTimeOffset ExpiryOf(DateTimeOffset preparedAt) => preparedAt.AddMinutes(options.Value.ExpireAfterMinutes);

    /// <summary>Null when the person may change a draft before it is decided; else the sentence that says why not. It moves nothing, so every role may.</summary>
    public static string? WhyNotEdit(Actor person) =>
        person.Id.Length == 0 || !person.IsStaff ? DecisionTexts.NoRight : null;

    /// <summary>Null when the person may say this about the draft; else the sentence that says why not. Denying moves nothing, so every role may.</summary>
    public string? WhyNot(Actor person, Draft draft, Verdict verdict = Verdict.Approved) =>
        WhyNot(person, draft.Amount, draft.Decisions.Any(x => x.PersonId == person.Id), verdict);

    /// <summary>The same by what of a draft counts for it: its amount, and whether the person has approved it already.</summary>
    public string? WhyNot(Actor person, Money amount, bool hasApproved, Verdict verdict = Verdict.Approved)
    {
        if (WhyNotEdit(person) is { } noRight) return noRight;
        if (verdict == Verdict.Approved && NeedsApprover(amount) && !person.IsIn(Role.Approver))
            return DecisionTexts.NeedsApprover.With(Money.FromMajor(decimal.Round(options.Value.StaffLimit, Money.Digits(amount.Currency)), amount.Currency).ForReader());
        if (hasApproved) return DecisionTexts.SecondPerson;
        return null;
    }
}
