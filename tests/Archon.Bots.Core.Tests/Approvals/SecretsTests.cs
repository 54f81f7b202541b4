using Archon.Bots.Core.Approvals;

namespace Archon.Bots.Core.Tests.Approvals;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("curl -H 'Authorization: Bearer abcdef123456789' https://h/", "curl -H 'Authorization: Bearer •••' https://h/")]
    [InlineData("curl -H 'authorization: token abcdef123456789'", "curl -H 'authorization: token •••'")]
    [InlineData("echo sk-ant-api03-abcdefgh12345678 done", "echo ••• done")]
    [InlineData("git push https://me:hunter22@host/x.git", "git push https://me:•••@host/x.git")]
    [InlineData("export GH=ghp_abcdefghijklmnopqrstuvwxyz0123456789", "export GH=•••")]
    [InlineData("slack xoxb-123456789012-abcdefghijkl", "slack •••")]
    [InlineData("aws AKIAIOSFODNN7EXAMPLE x", "aws ••• x")]
    [InlineData("bot 7123456789:AAsyntheticsyntheticsyntheticsynth0 up", "bot ••• up")]
    [InlineData("PGPASSWORD=hunter22 psql", "PGPASSWORD=••• psql")]
    [InlineData("login --password hunter22 -v", "login --password ••• -v")]
    [InlineData("login --api-key=hunter22 -v", "login --api-key=••• -v")]
    [InlineData("""{ "client_secret": "hunter 22", "id": 7 }""", """{ "client_secret": •••, "id": 7 }""")]
    [InlineData("api_key: 'hunter22'", "api_key: •••")]
    public void What_looks_like_a_secret_is_hidden(string text, string expected) => Assert.Equal(expected, Secrets.Hide(text));

    [Theory]
    [InlineData("git commit -m 'rotate the token'")]
    [InlineData("curl -H \"Authorization: Bearer $TOKEN\" https://host/")]
    [InlineData("echo \"$PASSWORD\"")]
    [InlineData("PASSWORD=$OTHER run")]
    [InlineData("grep -rn secret src/")]
    [InlineData("ls skills task-force/basic authority tokens/")]
    [InlineData("python3 -c 'print(1)'")]
    public void What_tells_no_secret_stays(string text) => Assert.Equal(text, Secrets.Hide(text));

    [Fact]
    public void The_body_of_a_private_key_is_hidden_and_no_command_behind_it()
    {
        var line = new string('k', 70);
        var key = $"cat <<E\n-----BEGIN OPENSSH PRIVATE KEY-----\n{line}\n{line}\nrm -rf /";

        Assert.Equal("cat <<E\n-----BEGIN OPENSSH PRIVATE KEY-----\n•••rm -rf /", Secrets.Hide(key));
    }

    [Theory]
    [InlineData("password=\"x$(rm -rf ~)\"")]
    [InlineData("password='x`rm -rf ~`'")]
    [InlineData("token=`rm -rf ~`")]
    [InlineData("curl https://me:$(rm${IFS}-rf)@host")]
    [InlineData("Authorization: Bearer $(rm -rf ~)")]
    [InlineData("token=x;rm -rf ~")]
    [InlineData("token=x(rm -rf ~)")]
    public void What_a_shell_would_run_is_never_hidden(string text) => Assert.Contains("rm", Secrets.Hide(text), StringComparison.Ordinal);
}
