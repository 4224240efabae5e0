import Foundation
import HubbubDomain
import Logging
import Testing

@testable import hubbub

@Suite struct ProgramLogTests {
  private struct Line: Decodable {
    let time: String
    let level: String
    let label: String
    let message: String
    let metadata: [String: String]?
  }

  @Test(arguments: [
    "plain", "a \"quote\"", "back\\slash", "two\nlines\r", "tab\tand \u{0}\u{1F}\u{7F}",
    "\u{2028}\u{2029}", "größer 👍🏽",
  ])
  func `whatever a message holds, it is one line that JSON reads back`(text: String) throws {
    let line = JSONLogHandler.line(
      at: Timestamp(milliseconds: 0), .warning, "hub", text, ["key \"": "\(text)"])
    #expect(line.last == "\n")
    #expect(!line.dropLast().unicodeScalars.contains { $0.value < 0x20 })
    let read = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
    #expect(read.message == text)
    #expect(read.metadata == ["key \"": text])
    #expect(read.time == "1970-01-01T00:00:00.000Z")
    #expect(read.level == "warning")
    #expect(read.label == "hub")
  }

  @Test func `metadata keeps its shape and is sorted`() {
    let line = JSONLogHandler.line(
      at: Timestamp(milliseconds: 0), .info, "hub", "m",
      ["b": ["x", ["z": "1", "y": .stringConvertible(2)]], "a": "1"])
    #expect(line.hasSuffix("\"metadata\":{\"a\":\"1\",\"b\":[\"x\",{\"y\":\"2\",\"z\":\"1\"}]}}\n"))
  }
}
