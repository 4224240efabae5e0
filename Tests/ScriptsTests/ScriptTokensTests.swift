import HubbubTesting
import Testing

@testable import HubbubScripts

@Suite struct ScriptTokensTests {
  private func pieces(_ code: String) -> [String] {
    let script = ScriptTokens(Array(code.utf8))
    return script.tokens.filter { $0.kind != .space }
      .map { String(decoding: script[$0], as: UTF8.self) }
  }

  @Test(arguments: [
    ("a = 'it\\'s' // no", ["a", "=", "'it\\'s'", "// no"]),
    (
      "say(\"// a\", `b // ${c + `${d}`} /* e */`)",
      ["say", "(", "\"// a\"", ",", "`b // ${", "c", "+", "`${", "d", "}`", "} /* e */`", ")"]
    ),
    ("`${ { a: {} } }`", ["`${", "{", "a", ":", "{", "}", "}", "}`"]),
    (
      "x = /[/\"]\\//g.test(y) / 2 / z",
      ["x", "=", "/[/\"]\\//g", ".", "test", "(", "y", ")", "/", "2", "/", "z"]
    ),
    ("return /a b/", ["return", "/a b/"]),
    ("(a) / b", ["(", "a", ")", "/", "b"]),
    ("#a /* #b */ = 1_000", ["#a", "/* #b */", "=", "1_000"]),
    ("/**/ a /* * / */", ["/**/", "a", "/* * / */"]),
  ])
  func `code, text and comments are told apart`(code: String, expected: [String]) {
    #expect(pieces(code) == expected)
  }

  @Test(arguments: ["\"open", "`open", "`${open", "/open", "/* open", "'\\", "/[", "#", ""])
  func `what never ends is one piece, and ends with the file`(code: String) {
    let script = ScriptTokens(Array(code.utf8))
    #expect(script.tokens.flatMap { Array(script[$0]) } == Array(code.utf8))
  }

  @Test func `nothing is left out, whatever is written`() {
    var random = SeededGenerator(seed: 7)
    let signs = Array("ab1#$ \n\"'`\\/*{}()[]=.,;+-é".utf8)
    for _ in 0..<2_000 {
      let code = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        signs.randomElement(using: &random) ?? 0
      }
      let script = ScriptTokens(code)
      #expect(script.tokens.flatMap { Array(script[$0]) } == code)
    }
  }
}
