using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SupportAgent.Domain.Store;

/// <summary>A process that works on the database, and when it was last seen: what it left behind when it died is ended by others.</summary>
public sealed class Worker
{
    /// <summary>The name of this process: its machine and its number there.</summary>
    public static string Here { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Machine and process.</summary>
    public required string Name { get; init; }

    /// <summary>When it last said that it is alive.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>Whether a name is that of a process of this machine that has ended. A number can be another process's by now; then it is found by its silence.</summary>
    public static bool HasEnded(string name)
    {
        if (name.Split('/') is not [var machine, var number] || machine != Environment.MachineName || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}

internal sealed class WorkerMapping : IEntityTypeConfiguration<Worker>
{
    public void Configure(EntityTypeBuilder<Worker> builder)
    {
        builder.ToTable("Workers");
        builder.HasKey(x => x.Name);
        builder.Property(x => x.Name).HasMaxLength(200);
    }
}
