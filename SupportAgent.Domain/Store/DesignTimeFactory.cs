using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace SupportAgent.Domain.Store;

/// <summary>Used by <c>dotnet ef</c> only.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SupportDb>
{
    public SupportDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SupportDb>();
        StoreRegistration.Configure(options, "Data Source=design.db");
        return new SupportDb(options.Options);
    }
}
