import Testing

@testable import HubbubScripts

@Suite struct LocalNamesTests {
  private func shortened(_ code: String, except foreign: Set<String> = []) -> String {
    LocalNames(code).shortened(except: foreign)
  }

  @Test(arguments: [
    ("const one = 1, two = one", "const a = 1, two = a"),
    ("function add(one, two = one) { return two }", "function c(a, b = a) { return b }"),
    ("const give = (one) => ({ one })", "const b = (a) => ({ one:a })"),
    ("const give = one => one.one", "const b = a => a.one"),
    ("const { one, two: three, ...rest } = all", "const { one:a, two: c, ...b } = all"),
    ("let [one, { two }, ...rest] = all", "let [a, { two:c }, ...b] = all"),
    (
      "const f = ({ one = 1, two: { three } }) => one",
      "const b = ({ one:a = 1, two: { three:c } }) => a"
    ),
    ("try { say() } catch ({ code }) { say(code) }", "try { say() } catch ({ code:a }) { say(a) }"),
    ("for (const one of all) say(`${one}`)", "for (const a of all) say(`${a}`)"),
    (
      "const one = { one: 1, one() {}, get one() { return one } }",
      "const a = { one: 1, one() {}, get one() { return a } }"
    ),
    (
      "const one = 1\nclass Two {\n  one = one\n  static one() {}\n  async one() {}\n}",
      "const a = 1\nclass b {\n  one = a\n  static one() {}\n  async one() {}\n}"
    ),
    (
      "const one = 1\nsay(all.one, all?.one, [...one])",
      "const a = 1\nsay(all.one, all?.one, [...a])"
    ),
    ("const one = all ? one : { one }", "const a = all ? a : { one:a }"),
    (
      "const one = 1\nswitch (two) { case one: { say(one) } }",
      "const a = 1\nswitch (two) { case a: { say(a) } }"
    ),
    (
      "const one = []\nswitch (two) {\ncase 1: {\n  one.push(two)\n}\ndefault: {\n  one() } }",
      "const a = []\nswitch (two) {\ncase 1: {\n  a.push(two)\n}\ndefault: {\n  a() } }"
    ),
    (
      "const one = 1\nsay({ default: { one }, case: one ? 1 : { one } })",
      "const a = 1\nsay({ default: { one:a }, case: a ? 1 : { one:a } })"
    ),
    (
      "const one = 1\nclass Two {\n  async *one() {}\n  static *one() {}\n  two = one\n}",
      "const a = 1\nclass b {\n  async *one() {}\n  static *one() {}\n  two = a\n}"
    ),
    (
      "const one = 1\nsay({ *one() {}, async *one() {}, two: 2\n  * one })",
      "const a = 1\nsay({ *one() {}, async *one() {}, two: 2\n  * a })"
    ),
    (
      "let one = 4\nconst two = one++ / 2\nsay(two)",
      "let a = 4\nconst b = a++ / 2\nsay(b)"
    ),
    ("const f = () => { timer = null }\nlet timer = 0", "const b = () => { a = null }\nlet a = 0"),
    ("const one = 1\nsay({ ...all, one })", "const a = 1\nsay({ ...all, one:a })"),
    ("const one = 1\nsay({ [one]: one })", "const a = 1\nsay({ [a]: a })"),
    ("if (one) { say(one) }\nconst one = 1", "if (a) { say(a) }\nconst a = 1"),
  ])
  func `what a module declares is short everywhere`(code: String, short: String) {
    #expect(shortened(code) == short)
  }

  @Test func `what others know stays: what is given, and what is taken by name`() {
    let code = """
      import { one, two as three } from "./a.js"
      export const four = (five) => five + one + three
      export async function six(seven) {}
      export { eight } from "./b.js"
      """
    let short = code.replacing("(five) => five", with: "(a) => a").replacing("seven", with: "b")
    #expect(shortened(code) == short)
  }

  @Test func `what the browser has stays, also where another module declares it`() {
    let foreign = LocalNames("say(status, document.title)").foreign
    #expect(foreign == ["say", "status", "document"])
    #expect(shortened("const status = 1, title = status", except: foreign).contains("status = 1"))
  }

  @Test func `no short name is one that is used`() {
    #expect(shortened("const long = a + b + \"c\"") == "const c = a + b + \"c\"")
  }

  @Test func `the same module becomes the same each time`() {
    let names = (0..<200).map { "const long\($0) = long\(199 - $0)" }.joined(separator: "\n")
    #expect(Set((0..<10).map { _ in shortened(names) }).count == 1)
  }
}
