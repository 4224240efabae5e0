import Testing

@testable import HubbubScripts

@Suite struct BareScriptTests {
  @Test func `comments and indents go, and ends of lines where they end nothing`() {
    let module = """
      /**
       * Says it.
       */
      export function say(a, b) {
        // a reason
        const c = [
          a, // beside code
          b,
        ]
        return c
          .map((one) => one / 2)
      }

      const d = 1
      """
    let bare = "export function say(a,b){const c=[a,b,]\nreturn c.map((one)=>one/2)}\nconst d=1"
    #expect(BareScript.of(module) == bare)
  }

  @Test(arguments: [
    ("a + +b - -c + ++d", "a+ +b- -c+ ++d"), ("a++\nb--\nc", "a++\nb--\nc"),
    ("return a in b", "return a in b"), ("return \"a\"", "return\"a\""),
    ("a\n(b)", "a\n(b)"), ("a\n[b]", "a\n[b]"), ("a =\n  b", "a=b"), ("a\n  ? b\n  : c", "a?b:c"),
    ("if (a)\n  b\nelse\n  c", "if(a)\nb\nelse\nc"), ("`a  ${ b }  // c`", "`a  ${b}  // c`"),
    ("a = /x  y/g in b", "a=/x  y/g in b"), ("\"  \" + '  '", "\"  \"+'  '"), ("", ""),
    ("static #a = 1\n* b() {}", "static#a=1\n*b(){}"), ("a ? .5 : b", "a?.5:b"),
  ])
  func `what means the same is left`(code: String, bare: String) {
    #expect(BareScript.of(code) == bare)
  }

  @Test func `what is private has a short name, the same everywhere`() {
    let module = "class A { #long = 1; get #other() { return this.#long + \"#long\" } }"
    #expect(BareScript.of(module) == "class A{#a=1;get#b(){return this.#a+\"#long\"}}")
  }

  @Test func `short names are as many as are needed`() {
    let names = (0..<3_000).map { String(decoding: ShortNames.name($0), as: UTF8.self) }
    #expect(Set(names).count == names.count)
    #expect(names[0] == "a" && names[51] == "Z" && names[52] == "aa" && names[2_755] == "ZZ")
    #expect(names[2_756] == "aaa")
  }
}
