import Testing

@testable import HubbubScripts

@Suite struct BareStyleTests {
  @Test(arguments: [
    ("/* Why. */\n@layer a {\n\n  b { c: d } /* e */\n}\n", "@layer a {\nb { c: d } \n}\n"),
    ("a { b: c; }\n/* open", "a { b: c; }\n"), ("a,\n  b {\n    c: d;\n  }", "a,\nb {\nc: d;\n}\n"),
    ("", "\n"),
  ])
  func `comments, indents and empty lines go`(sheet: String, bare: String) {
    #expect(BareStyle.of(sheet) == bare)
  }
}
