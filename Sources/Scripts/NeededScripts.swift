/// Which pages need a module, as they say themselves.
struct NeededScripts {
  private static let preload = #"<link rel="modulepreload" href="/assets/HASH/"#
  private static let entry = #"<script type="module" src="/assets/HASH/"#

  /// Who needs a module: pages, and scripts of pages that load it by themselves.
  private var needing: [String: [String]] = [:]
  /// The pages that have a script as their own.
  private var entries: [String: Set<String>] = [:]

  /// - Parameters:
  ///   - pages: as they are written, by path.
  ///   - modules: by path.
  init(pages: [String: String], modules: [String: ScriptModule]) {
    for (path, page) in pages.sorted(by: { $0.key < $1.key }) {
      for line in page.split(separator: "\n") {
        if let name = Self.name(in: line, behind: Self.entry) {
          entries[name, default: []].insert(path)
        }
        if let name = Self.preloaded(in: line) { needing[name, default: []].append(path) }
      }
    }
    for (entry, pages) in entries.sorted(by: { $0.key < $1.key }) {
      addLater(of: entry, on: pages, modules)
    }
  }

  /// What a page's script loads, and what that needs and not all of its pages have.
  private mutating func addLater(
    of entry: String, on pages: Set<String>, _ modules: [String: ScriptModule]
  ) {
    var found: Set<String> = []
    func reach(_ path: String) {
      guard !pages.isSubset(of: needing[path] ?? []), let module = modules[path],
        found.insert(path).inserted
      else { return }
      for other in module.imports { reach(other.path) }
    }
    for path in modules[entry]?.later ?? [] { reach(path) }
    for path in found { needing[path, default: []].append(entry) }
  }

  /// Modules that the same need, without those that are a page's own script.
  ///
  /// A tiny one that would be alone goes with others that are there wherever it is needed.
  ///
  /// - Parameter isTiny: whether a module needs no other and is not worth a request of its own.
  func together(_ isTiny: (String) -> Bool) -> [[String]] {
    let groups = Dictionary(grouping: needing.filter { entries[$0.key] == nil }, by: \.value)
      .mapValues { $0.map(\.key).sorted() }
    var joined = groups
    for (needing, paths) in groups.sorted(by: { $0.value[0] < $1.value[0] })
    where paths.count == 1 && isTiny(paths[0]) {
      let places = groups.filter { $1.count > 1 && Set(needing).isSubset(of: $0) }.keys
      guard let place = places.min(by: { ($0.count, $0.joined()) < ($1.count, $1.joined()) })
      else { continue }
      joined[place] = paths + (joined[place] ?? [])
      joined[needing] = nil
    }
    return joined.values.map { $0 }
  }

  /// The module that a line of a page asks for early.
  static func preloaded(in line: Substring) -> String? { name(in: line, behind: preload) }

  private static func name(in line: Substring, behind start: String) -> String? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix(start) else { return nil }
    return String(text.dropFirst(start.count).prefix { $0 != "\"" })
  }
}
