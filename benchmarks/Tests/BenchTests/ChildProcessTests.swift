import Glibc
import Testing

@testable import hubbub_bench

struct ChildProcessTests {
  @Test func `a child hears us, and we hear it, line by line`() throws {
    let child = try ChildProcess("/bin/cat", [], cores: .all)
    defer { child.end() }
    try child.tell(Array("one".utf8))
    try child.tell(Array("two".utf8))
    #expect(try child.line(within: 10) == Array("one".utf8))
    #expect(try child.line(within: 10) == Array("two".utf8))
    #expect(try child.line(within: 0) == nil)
    child.end()
    #expect(try child.ended(within: 1) == 128 + 9)
  }

  @Test func `an exit status is told`() throws {
    let child = try ChildProcess("/bin/sh", ["-c", "exit 3"], cores: .all)
    defer { child.end() }
    #expect(try child.ended(within: 10) == 3)
  }

  @Test func `settings of Hubbub's that are ours do not reach a server`() throws {
    #expect(
      Environment.merged(with: ["HUBBUB_A": "1"]).filter { $0.key.hasPrefix("HUBBUB_") }
        == ["HUBBUB_A": "1"])
  }

  @Test func `a program that is not there is a problem`() {
    #expect(throws: Problem.self) { try ChildProcess("/nowhere/at/all", [], cores: .all) }
  }

  @Test func `a program's first line is read`() {
    #expect(Program.firstLine("/bin/echo", ["hello"]) == "hello")
    #expect(Program.firstLine("/bin/false", []) == nil)
  }

  @Test func `a child dies with us, whatever ended us`() throws {
    // The kernel says so of the child itself.
    let dump = try ChildProcess("/usr/bin/setpriv", ["--dump"], cores: .all)
    defer { dump.end() }
    var told: [String] = []
    while let line = try? dump.line(within: 10) {
      told.append(String(decoding: line, as: UTF8.self))
    }
    #expect(told.contains { $0.hasPrefix("Parent death signal") && $0.hasSuffix("KILL") })

    // And it happens: a shell starts a child as we do, and is killed.
    let words = Lifeline.command(["/bin/sh", "-c", "'echo $$; exec sleep 600'"])
    let parent = try ChildProcess(
      "/bin/sh", ["-c", words.joined(separator: " ") + " & wait"], cores: .all)
    defer { parent.end() }
    let line = try #require(try parent.line(within: 10))
    let child = try #require(pid_t(String(decoding: line, as: UTF8.self)))
    defer { if Self.runs(child) { kill(child, SIGKILL) } }
    #expect(Self.runs(child))
    parent.end()
    let end = Monotonic.now + Monotonic.nanoseconds(10)
    while Self.runs(child), Monotonic.now < end { Monotonic.rest(nanoseconds: 1_000_000) }
    #expect(!Self.runs(child))
  }

  /// Whether a process is there and no mere entry that nobody has waited for.
  private static func runs(_ id: pid_t) -> Bool {
    guard let stat = try? TextFile.read("/proc/\(id)/stat"),
      let name = stat.lastIndex(of: ")")
    else { return false }
    return stat[name...].split(separator: " ").dropFirst().first != "Z"
  }
}
