/// What is written for modules that are joined.
extension JoinedScripts {
  /// Several modules as one, which gives what the last of them gives.
  func joined(_ part: [ScriptModule], to head: ScriptModule) -> String {
    let own = Set(part.map(\.path))
    let others = Set(part.flatMap(\.imports).map(\.path)).subtracting(own).sorted()
    let all = part.compactMap { names[$0.path] }.joined(separator: ", ")
    return others.map(opening).joined() + part.map(closed).joined()
      + "export { \(all) }\n" + giving(head)
  }

  /// A module inside of another: what it gives, under its name.
  private func closed(_ module: ScriptModule) -> String {
    let code = LocalNames(inner(module)).shortened(except: foreign)
    return "const \(name(module.path)) = (() => {\n\(code)\n})()\n"
  }

  /// What a function does that gives what a module gives.
  func inner(_ module: ScriptModule) -> String {
    let taken = module.imports.filter { !$0.isGivenOn }.map(taking).joined()
    let given = module.imports.filter(\.isGivenOn).flatMap { other in
      other.names.map { "\(Self.renamed($0).new): \(name(other.path)).\(Self.renamed($0).old)" }
    }
    let body = loading(module.body, of: module.path)
    return "\(taken)\(body)\nreturn { \((given + module.exports).joined(separator: ", ")) }"
  }

  /// A line of a module that stays alone: what it takes may lie elsewhere.
  ///
  /// - Parameter opened: what lies elsewhere and was got by a line before.
  func alone(_ line: Substring, of path: String, _ opened: inout Set<String>) -> String {
    guard line.hasPrefix("import ") || line.hasPrefix("export {"),
      let found = ScriptModule.import(in: line, of: path), isElsewhere(found.path)
    else { return String(line) }
    let opening = opened.insert(found.path).inserted ? opening(found.path) : ""
    return opening + (found.isGivenOn ? "export " : "") + taking(found)
  }

  /// Gets a module, by its name where it lies in another.
  func opening(_ path: String) -> String {
    let name = name(path)
    guard let head = heads[path] else { return "import * as \(name) from \"../\(path)\"\n" }
    return "import { \(name) } from \"../\(head)\"\n"
  }

  /// Code that loads others later: each from where it lies.
  func loading(_ code: String, of path: String) -> String {
    let parts = code.split(separator: "import(\"", omittingEmptySubsequences: false)
    let told = parts.dropFirst().map { part -> String in
      let written = part.prefix { $0 != "\"" }
      guard let target = ScriptModule.resolve(written, from: path) else {
        return "import(\"\(part)"
      }
      let rest = part.dropFirst(written.count + "\")".count)
      guard isElsewhere(target), let head = heads[target] else {
        return "import(\"../\(target)\")\(rest)"
      }
      return "import(\"../\(head)\").then((all) => all.\(name(target)))\(rest)"
    }
    return String(parts[0]) + told.joined()
  }

  private func taking(_ other: ScriptModule.Import) -> String {
    let names = other.names.map(Self.renamed).map {
      $0.old == $0.new ? $0.old : "\($0.old): \($0.new)"
    }
    return names.isEmpty ? "" : "const { \(names.joined(separator: ", ")) } = \(name(other.path))\n"
  }

  func giving(_ module: ScriptModule) -> String {
    let given = module.given.map { Self.renamed($0).new }
    return given.isEmpty
      ? "" : "export const { \(given.joined(separator: ", ")) } = \(name(module.path))\n"
  }

  private func name(_ path: String) -> String { names[path] ?? "" }

  /// `a as b`: what is `a` there is `b` here.
  private static func renamed(_ name: String) -> (old: String, new: String) {
    let words = name.split(separator: " as ").map(String.init)
    return (words[0], words[words.count - 1])
  }
}
