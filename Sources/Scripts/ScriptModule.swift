/// One module as it is written: what it takes from others, what it gives, and the rest.
///
/// Ours are written so that each line tells: imports and exports begin a line, and all
/// are by name: `import { a, b as c } from "./d.js"`, `export const a`,
/// `export { b } from "./c.js"`.
struct ScriptModule {
  /// What a module takes from another.
  struct Import {
    /// `app/state.js`.
    let path: String
    /// As they are written, `a` and `b as c`; none where the other only has to be there.
    let names: [String]
    /// Whether they are given on, and not used here.
    let isGivenOn: Bool
  }

  let path: String
  let imports: [Import]
  /// What it declares for others.
  let exports: [String]
  /// Its lines without imports, and with its exports as what they declare.
  let body: String
  /// Whether it is there at once when those are that it imports.
  let isSynchronous: Bool

  /// What it loads as soon as it is there, or later.
  var later: [String] {
    body.split(separator: "import(\"").dropFirst().compactMap { rest in
      Self.resolve(rest.prefix { $0 != "\"" }, from: path)
    }
  }
  /// All that others get from it.
  var given: [String] { imports.filter(\.isGivenOn).flatMap(\.names) + exports }

  /// Nil where there is a line that cannot be told, and where it lies in no folder of `Web/`.
  init?(path: String, _ text: String) {
    guard path.split(separator: "/").count == 2 else { return nil }
    var imports: [Import] = []
    var exports: [String] = []
    var body: [Substring] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines {
      if line.hasPrefix("import ") || line.hasPrefix("export {") {
        guard let found = Self.import(in: line, of: path) else { return nil }
        imports.append(found)
      } else if line.hasPrefix("export ") {
        guard let name = Self.declared(in: line) else { return nil }
        exports.append(name)
        body.append(line.dropFirst("export ".count))
      } else {
        body.append(line)
      }
    }
    self.path = path
    self.imports = imports
    self.exports = exports
    self.body = body.joined(separator: "\n")
    isSynchronous = !lines.contains { $0.hasPrefix("await ") }
  }

  static func `import`(in line: Substring, of path: String) -> Import? {
    let quoted = line.split(separator: "\"", omittingEmptySubsequences: false)
    guard quoted.count == 3, let target = resolve(quoted[1], from: path) else { return nil }
    if line.hasPrefix("import \"") { return Import(path: target, names: [], isGivenOn: false) }
    let braced = quoted[0].split(separator: " } ")
    let names = braced[0].dropFirst("import { ".count).split(separator: ", ")
    guard braced.count == 2, braced[1] == "from ", line.dropFirst(7).first == "{" else {
      return nil
    }
    return Import(
      path: target, names: names.map(String.init),
      isGivenOn: line.hasPrefix("export"))
  }

  /// What `./b.js` and `../c/d.js` lead to.
  static func resolve(_ name: Substring, from path: String) -> String? {
    if name.hasPrefix("./") { return "\(path.prefix { $0 != "/" })/\(name.dropFirst(2))" }
    return name.hasPrefix("../") ? String(name.dropFirst(3)) : nil
  }

  /// The name behind `export const`, `export class`, `export function`, `export async function`.
  private static func declared(in line: Substring) -> String? {
    let words = line.split(separator: " ").dropFirst().drop { $0 == "async" }
    guard let kind = words.first, ["const", "class", "function"].contains(kind) else { return nil }
    let name = words.dropFirst().first?.prefix { $0.isLetter || $0.isNumber || $0 == "_" } ?? ""
    return name.isEmpty ? nil : String(name)
  }
}
