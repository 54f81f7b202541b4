using Archon.Bots.Emulators.Hosting;
using Microsoft.AspNetCore.Http;

namespace Archon.Bots.Emulators.Tests.Hosting;

public sealed class LoopbackGuardTests
{
    [Theory]
    [InlineData("127.0.0.1:3090", null, true)]
    [InlineData("localhost:3090", "http://localhost:3090", true)]
    [InlineData("[::1]:3090", "http://[::1]:3090", true)]
    [InlineData("evil.example:3090", null, false)]
    [InlineData("evil.example:3090", "http://evil.example:3090", false)]
    [InlineData("localhost.evil.example", null, false)]
    [InlineData("127.0.0.1.evil.example", null, false)]
    [InlineData("192.168.1.7:3090", null, false)]
    [InlineData("", null, false)]
    [InlineData("localhost:3090", "http://evil.example", false)]
    [InlineData("localhost:3090", "http://localhost:4000", false)]
    [InlineData("localhost:3090", "https://localhost:3090", false)]
    [InlineData("localhost:3090", "null", false)]
    public void Only_what_was_meant_for_this_machine_comes_in(string host, string? origin, bool expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Scheme = "http";
        request.Host = new HostString(host);
        request.Headers.Origin = origin;

        Assert.Equal(expected, LoopbackGuard.Admits(request));
    }
}
