import NIOCore
import Testing

@testable import HubbubHTTP

@Suite struct BareScriptTests {
  private func bare(_ text: String) -> String {
    String(buffer: BareScript.of(ByteBuffer(string: text)))
  }

  @Test func `lines of comment are left empty, and every other one has no indent`() {
    let module = """
      /**
       * Says it.
       * @returns nothing
       */
      export function say() {
        // a reason
        return 2 * 3 // beside code
      }
      /** One line. */
      const a = 1
      """
    let expected = """




      export function say() {

      return 2 * 3
      }

      const a = 1
      """
    #expect(bare(module) == expected)
  }

  @Test(arguments: [
    "const a = \"// no comment\"", "* 4", "const url = 'http://a/*b*/'", "/** @type */ let a",
    "a /* b */ + c", "", "say(`a // b`)", "say(\"a // b\", c)", "a //b",
  ])
  func `code is left alone`(line: String) { #expect(bare(line) == line) }

  @Test(arguments: [
    ("a = 1 // ms", "a = 1"), ("say(\"// a\") // b", "say(\"// a\")"),
    ("say(`${a} // b`) // c", "say(`${a} // b`)"), ("  } // end", "}"),
  ])
  func `a comment at the end of a line goes`(line: String, code: String) {
    #expect(bare(line) == code)
  }

  @Test func `no module of ours loses anything but comment and indents`() throws {
    for file in try WebFiles.embedded.load() where file.path.hasSuffix(".js") {
      let text = String(buffer: file.bytes)
      let before = text.split(separator: "\n", omittingEmptySubsequences: false)
      let after = bare(text).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(after.count == before.count, "\(file.path)")
      for (line, left) in zip(before, after) where line.drop(while: { $0 == " " }) != left {
        let code = line.drop { $0 == " " }
        let first = code.first
        let isRemark = code.hasPrefix(left) && code.dropFirst(left.count).hasPrefix(" // ")
        #expect(
          isRemark || left.isEmpty && (first == "/" || first == "*"), "\(file.path): \(line)")
      }
    }
  }
}
