/// Joins modules that the same pages need into one, which is smaller and is asked for once.
///
/// What a page needs, it names: modules that the same pages name lie together. The last
/// of them, which none of the others needs, keeps its address and has all of them; at the
/// address of each other lies a line that takes it from there, so that there is one of each,
/// whoever asks for it by whatever name. What a page names as its own script stays alone:
/// it does something as soon as it is there.
public struct JoinedScripts {
  /// Bytes: about what the heads of a request and its answer take.
  private static let tiny = 512
  /// All names of three letters, about.
  ///
  /// Two of 150 modules have the same in one case of thirteen: no server starts with
  /// them, and one wants another file name.
  private static let nameCount: UInt32 = 140_000

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
    names = Self.names(of: scripts.keys.sorted())
    let needed = NeededScripts(pages: pages, modules: modules)
    for paths in needed.together(isTiny) {
      join(paths.filter { modules[$0]?.isSynchronous == true })
    }
    foreign = found.reduce(into: []) { $0.formUnion(LocalNames(inner($1)).foreign) }
  }

  /// What the module at a path is called inside of another, in every build.
  ///
  /// A page that was open before the program changed loads new modules beside its old
  /// ones: they shall find each other, or fail to.
  static func name(of path: String) -> String {
    let hash = path.utf8.reduce(into: UInt32(2_166_136_261)) { hash, byte in
      hash = (hash ^ UInt32(byte)) &* 16_777_619  // FNV-1a
    }
    return "$" + String(decoding: ShortNames.name(Int(hash % nameCount)), as: UTF8.self)
  }

  private static func names(of paths: [String]) -> [String: String] {
    let known = Dictionary(grouping: paths, by: name(of:))
    for (name, same) in known {
      precondition(same.count == 1, "\(same.joined(separator: " and ")) are both called \(name)")
    }
    return Dictionary(uniqueKeysWithValues: paths.map { ($0, name(of: $0)) })
  }

  /// Whether a module that needs no other is smaller than what a request costs beside it.
  private func isTiny(_ path: String) -> Bool {
    guard let module = modules[path], module.imports.isEmpty else { return false }
    return BareScript.of(module.body).utf8.count < Self.tiny
  }

  private mutating func join(_ paths: [String]) {
    var part: [ScriptModule] = []
    func take(_ path: String, for others: [String] = []) {
      precondition(!others.contains(path), "\(path) and what it imports need each other")
      guard paths.contains(path), !part.contains(where: { $0.path == path }),
        let module = modules[path]
      else { return }
      for other in module.imports { take(other.path, for: others + [path]) }
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
    var opened: Set<String> = []
    let own = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { alone($0, of: path, &opened) }.joined(separator: "\n")
    return LocalNames(loading(own, of: path)).shortened(except: foreign)
  }

  /// A script that is no module of a page, and lists what is joined once.
  private func listing(_ text: String) -> String {
    heads.keys.filter(isElsewhere).reduce(text) { $0.replacing("\"\($1)\",", with: "") }
  }

  /// Whether a module lies in another.
  func isElsewhere(_ path: String) -> Bool { heads[path].map { $0 != path } ?? false }
}
