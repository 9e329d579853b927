namespace SupportAgent.Web.Hosting;

/// <summary>Headers on every response that tell the browser what this site never does.</summary>
internal static class SecurityHeaders
{
    // styles: Radzen positions its popups with style attributes. Scripts come from files only, so that text from a customer
    // that should ever reach a page unescaped still could not run; nor could an image carry anything out.
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
        "object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        // at the very end: the exception page clears what was set before it
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
