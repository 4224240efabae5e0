import Glibc
import HubbubTesting
import Testing

@testable import HubbubMedia

@Suite(.timeLimit(.minutes(10))) struct ChildTests {
  private func run(_ script: String, patience: Duration = .seconds(20)) throws -> Child.Ending {
    let child = Child(
      path: "/bin/sh", arguments: ["-c", script], environment: ["WORD=hello"], folder: "/usr")
    return try child.run(patience: patience)
  }

  @Test func `what a child says and how it ends is known`() throws {
    #expect(
      try run("echo $WORD $PWD >&2; exit 7")
        == Child.Ending(cause: .exited(7), said: "hello /usr\n"))
    #expect(try run("kill -9 $$").cause == .killed(signal: SIGKILL))
    #expect(try run("head -c 100000 /dev/zero >&2").cause == .exited(0))
  }

  @Test func `a child that takes too long is ended, and what it started too`() throws {
    let begin = ContinuousClock.now
    let ending = try run("sleep 600 & sleep 600", patience: .milliseconds(200))
    #expect(ending.cause == .outOfTime)
    #expect(begin.duration(to: .now) < .seconds(20))
  }

  @Test func `a child has no file of ours`() throws {
    #expect(try run("ls /proc/self/fd | wc -l >&2").said.contains("4"))
  }

  @Test func `a program that is not there cannot be started`() throws {
    let child = Child(path: "/nowhere/at/all", arguments: [], environment: [], folder: "/")
    #expect(throws: FileFailure.self) { try child.run(patience: .seconds(1)) }
  }
}
