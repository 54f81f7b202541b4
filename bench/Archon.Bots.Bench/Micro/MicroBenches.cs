using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Archon.Bots.Bench.Micro;

/// <summary>The pure parts, by BenchmarkDotNet within this process: a project that it made would stand outside our build.</summary>
internal static class MicroBenches
{
    public static int Run(string[] options)
    {
        var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
        var config = DefaultConfig.Instance.AddJob(job).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "archon-bench-micro"));
        BenchmarkSwitcher.FromTypes([typeof(ReplyBenches), typeof(WireBenches)]).Run(options is [] ? ["--filter", "*"] : options, config);
        return 0;
    }
}
