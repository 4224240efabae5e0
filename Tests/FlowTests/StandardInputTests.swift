import HubbubDomain
import Testing

@testable import hubbub

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct StandardInputTests {
  /// What is read as the line where `bytes` are handed in, and what is left behind it.
  private func read(_ bytes: [UInt8]) throws -> (line: String?, rest: [UInt8]) {
    var ends: [CInt] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let written = write(ends[1], bytes, bytes.count)
    close(ends[1])
    try #require(written == bytes.count)
    let line = try StandardInput.line(from: ends[0])
    var rest = [UInt8](repeating: 0, count: 100)
    let count = Glibc.read(ends[0], &rest, rest.count)
    return (line, Array(rest.prefix(count)))
  }

  @Test(arguments: [
    ("secret\n", "secret", ""), ("secret", "secret", ""), ("secret\r\n", "secret", ""),
    (" two words \nmore\n", " two words ", "more\n"), ("pässwörd 🗝\n", "pässwörd 🗝", ""),
    ("\n", nil, ""), ("\r\n", nil, ""), ("", nil, ""), ("\nsecret\n", nil, "secret\n"),
  ])
  func `the first line is taken, and nothing behind it`(
    text: String, line: String?, rest: String
  ) throws {
    let found = try read(Array(text.utf8))
    #expect(found.line == line)
    #expect(found.rest == Array(rest.utf8))
  }

  @Test func `a line as long as may be is taken, a longer one is refused`() throws {
    let longest = [UInt8](repeating: UInt8(ascii: "a"), count: Limits.inputLineBytes)
    #expect(try read(longest + [UInt8(ascii: "\n")]).line?.utf8.count == Limits.inputLineBytes)
    #expect(throws: Failure.self) { try read(longest + longest.prefix(1)) }
  }

  @Test func `what is no text is refused, not mended`() {
    #expect(throws: Failure.self) { try read([0x61, 0xFF, 0x62, 0x0A]) }
  }
}
