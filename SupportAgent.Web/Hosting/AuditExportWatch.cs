using System.Collections.Concurrent;
using SupportAgent.Domain.Audit;

namespace SupportAgent.Web.Hosting;

/// <summary>Tells a page how far the export is that it began: the browser writes the file, and says nothing to the page.</summary>
public sealed class AuditExportWatch
{
    private const int Most = 1000;

    private readonly ConcurrentDictionary<Guid, AuditProgress> _known = new();

    /// <summary>An export begins. It is named by the page.</summary>
    internal IProgress<AuditProgress> Begin(Guid id)
    {
        // what nobody looks at any more
        if (_known.Count >= Most) _known.Clear();
        _known[id] = new AuditProgress(0, 0);
        return new Report(_known, id);
    }

    /// <summary>How far it is; null before it has begun. The total is 0 while it is not known yet.</summary>
    public AuditProgress? Find(Guid id) => _known.GetValueOrDefault(id);

    private sealed class Report(ConcurrentDictionary<Guid, AuditProgress> known, Guid id) : IProgress<AuditProgress>
    {
        void IProgress<AuditProgress>.Report(AuditProgress value) => known[id] = value;
    }
}
