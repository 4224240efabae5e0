/// Joins modules that the same pages need into one, which is smaller and is asked for once.
///
/// What a page needs, it names: modules that the same pages name lie together. The last
/// of them, which needs the others, keeps its address and has all of them; at the address
/// of each other lies a line that takes it from there, so that there is one of each,
/// whoever asks for it by whatever name. What a page names as its own script stays alone:
/// it does something as soon as it is there.
public struct JoinedScripts {
  /// Bytes: about what the heads of a request and its answer take.
  private static let tiny = 512

  let modules: [String: ScriptModule]
  /// What each module is called inside of another.
  let names: [String: String]
  /// What lies together, each behind those that it needs; by the last.
  private var parts: [String: [ScriptModule]] = [:]
  /// Where each of these lies.
  private(set) var heads: [String: String] = [:]
  /// What any module uses of the browser by name.
  private(set) var foreign: Set<String> = []

  /// - Parameters:
  ///   - pages: as they are written, by path.
  ///   - scripts: by path, `app/main.js`.
  /// - Complexity: O(*n*), *n* being the length of all of them.
  public init(pages: [String: String], scripts: [String: String]) {
    let found = scripts.compactMap { ScriptModule(path: $0, $1) }
    modules = Dictionary(uniqueKeysWithValues: found.map { ($0.path, $0) })
    names = Dictionary(
      uniqueKeysWithValues: scripts.keys.sorted().enumerated().map { number, path in
        (path, "$" + String(decoding: ShortNames.name(number), as: UTF8.self))
      })
    let needed = NeededScripts(pages: pages, modules: modules)
    for paths in needed.together(isTiny) {
      join(paths.filter { modules[$0]?.isSynchronous == true })
    }
    foreign = found.reduce(into: []) { $0.formUnion(LocalNames(inner($1)).foreign) }
  }

  /// Whether a module is smaller than what a request costs beside it.
  private func isTiny(_ path: String) -> Bool {
    modules[path].map { BareScript.of($0.body).utf8.count < Self.tiny } ?? false
  }

  private mutating func join(_ paths: [String]) {
    var part: [ScriptModule] = []
    func take(_ path: String) {
      guard paths.contains(path), !part.contains(where: { $0.path == path }),
        let module = modules[path]
      else { return }
      for other in module.imports { take(other.path) }
      part.append(module)
    }
    for path in paths { take(path) }
    guard part.count > 1, let head = part.last else { return }
    parts[head.path] = part
    for path in paths { heads[path] = head.path }
  }

  /// A page, which names what is joined once.
  public func page(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      NeededScripts.preloaded(in: line).map { !isElsewhere($0) } ?? true
    }.joined(separator: "\n")
  }

  /// The script at a path as it is sent with the others.
  public func script(_ text: String, at path: String) -> String {
    guard let module = modules[path] else { return listing(text) }
    if let part = parts[path] { return joined(part, to: module) }
    if isElsewhere(path) { return opening(path) + giving(module) }
    let own = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { alone($0, of: path) }.joined(separator: "\n")
    return LocalNames(loading(own, of: path)).shortened(except: foreign)
  }

  /// A script that is no module of a page, and lists what is joined once.
  private func listing(_ text: String) -> String {
    heads.keys.filter(isElsewhere).reduce(text) { $0.replacing("\"\($1)\",", with: "") }
  }

  /// Whether a module lies in another.
  func isElsewhere(_ path: String) -> Bool { heads[path].map { $0 != path } ?? false }
}
