using SupportAgent.Domain.Agent;
using SupportAgent.Domain.Execution;
using SupportAgent.Domain.Models;
using SupportAgent.Domain.Refunds;
using SupportAgent.Domain.Shop;
using SupportAgent.Domain.Tickets;
using SupportAgent.Domain.Tools;
using SupportAgent.Web.Accounts;
using SupportAgent.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddSettingsFile();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddDataFolder();
builder.Services.AddModels(builder.Configuration);
builder.Services.AddTools();
builder.Services.AddShop();
builder.Services.AddTickets();
builder.Services.AddRefunds();
builder.Services.AddApprovals();
builder.Services.AddAgent();
builder.Services.AddPages(builder.Environment);
builder.Services.AddAccounts();
builder.Services.AddHealth();

var app = builder.Build();
await app.PrepareAsync();

app.UseSecurityHeaders();
app.UseErrorPages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous();
app.MapHealth();
app.MapPages();
await app.RunAsync();
