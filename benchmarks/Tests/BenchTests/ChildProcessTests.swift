import Testing

@testable import hubbub_bench

struct ChildProcessTests {
  @Test func `a child hears us, and we hear it, line by line`() throws {
    let child = try ChildProcess("/bin/cat", [], cores: .all)
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
}
