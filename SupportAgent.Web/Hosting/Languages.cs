using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using SupportAgent.Web.Accounts;

namespace SupportAgent.Web.Hosting;

/// <summary>
/// In which language a person reads the pages, and how dates, numbers and amounts are written there: as chosen on the pages, or else
/// as the browser asks. The API, what is stored and what a model is told do not depend on it.
/// </summary>
internal static class Languages
{
    /// <summary>The languages that the pages have texts in. A further one is a file <c>NameTexts.xx.resx</c> beside each of Texts, and its name here.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("de")];

    /// <summary>What can be chosen: a language with the ways of a region.</summary>
    public static IReadOnlyList<CultureInfo> Choices { get; } =
        [.. new[] { "en-AU", "en-CA", "en-GB", "en-IE", "en-IN", "en-US", "de-AT", "de-CH", "de-DE" }.Select(CultureInfo.GetCultureInfo)];

    public static void AddLanguages(this IServiceCollection services)
    {
        // work that belongs to no request writes what everybody reads, whatever the machine's own language is
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture("en-GB", "en");
            options.SupportedUICultures = [.. All];
            options.SupportedCultures = [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(IsWritten)];
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
    }

    public static void UseLanguages(this WebApplication app) =>
        app.UseWhen(x => !x.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase), x => x.UseRequestLocalization(app.Services.GetRequiredService<IOptions<RequestLocalizationOptions>>().Value));

    public static void MapLanguages(this WebApplication app) => app.MapPost("/language", Choose).AllowAnonymous();

    private static IResult Choose(HttpContext context, [FromForm] string? language, [FromForm] string? returnUrl)
    {
        if (Choices.FirstOrDefault(x => x.Name == language) is { } chosen)
        {
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)),
                new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true });
        }
        else
        {
            context.Response.Cookies.Delete(CookieRequestCultureProvider.DefaultCookieName);
        }

        return Results.LocalRedirect(ReturnPath.OrHome(returnUrl));
    }

    // years of another count beside times of our own would mislead
    private static bool IsWritten(CultureInfo culture) => culture.Calendar is GregorianCalendar && !culture.TextInfo.IsRightToLeft;
}
