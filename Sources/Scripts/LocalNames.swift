/// Gives short names to what only a module itself calls by name: what it declares, and
/// what its functions take.
///
/// A name becomes the same short one everywhere in the module, so what hides what stays
/// as it is. One that any module of ours uses without declaring it is the browser's, and
/// stays as it is in all; no module both declares a name and uses the browser's by it.
struct LocalNames {
  private let script: ScriptTokens
  /// Each word that stands for a value, and where it is among all tokens.
  private let names: [(name: String, use: ScriptPieces.Use, token: Int)]
  /// What others call by its name.
  private let known: Set<String>

  /// - Complexity: O(n).
  init(_ module: String) {
    let script = ScriptTokens(Array(module.utf8))
    let code = ScriptPieces(script)
    self.script = script
    names = code.pieces.indices.compactMap { index in
      code.use(at: index).map { (code.word(at: index), $0, code.pieces[index].token) }
    }
    known = code.known()
  }

  /// What the module declares.
  private var own: Set<String> { Set(names.filter(\.use.isNew).map(\.name)) }

  /// What the module uses and does not declare.
  var foreign: Set<String> { Set(names.map(\.name)).subtracting(own) }

  /// The module with short names for all that it declares, but for what is `foreign` to any.
  func shortened(except foreign: Set<String>) -> String {
    let replaceable = own.subtracting(foreign).subtracting(known)
    let short = shortNames(for: replaceable)
    var code = script.tokens.map { script[$0] }
    for (name, use, token) in names {
      guard let new = short[name] else { continue }
      code[token] = use.isKey ? Array("\(name):".utf8) + new : new
    }
    return String(decoding: code.joined(), as: UTF8.self)
  }

  /// Those that are used most get the shortest.
  private func shortNames(for own: Set<String>) -> [String: ArraySlice<UInt8>] {
    let counts = Dictionary(grouping: names.map(\.name).filter(own.contains)) { $0 }
    let sorted = counts.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map(\.key)
    let taken = Set(names.map(\.name)).subtracting(own).union(ScriptPieces.reserved)
    let free = (0...).lazy.map(ShortNames.name).filter {
      !taken.contains(String(decoding: $0, as: UTF8.self))
    }
    return Dictionary(uniqueKeysWithValues: zip(sorted, free.map { $0[...] }))
  }
}
