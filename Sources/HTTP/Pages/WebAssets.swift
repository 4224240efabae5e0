import HubbubDomain
import NIOCore

/// All of `Web/` as it is sent in one language, by name.
///
/// Modules and styles live under an address that carries a hash of everything:
/// every relative import inherits it, so all of them may be kept for ever.
struct WebAssets: Sendable {
  /// Names the content of all files together.
  let hash: String
  let language: Language
  private let assets: [String: Asset]
  /// The modules that other programs may take, with their comments.
  private let wholes: [String: Asset]

  /// What a page writes for the hash.
  private static let placeholder = "/assets/HASH/"
  /// The one style sheet that the server makes of all that every page needs.
  private static let joinedStyle = "app.css"
  /// Where the style sheets lie that one page needs, and asks for itself.
  private static let pageStyles = "styles/pages/"
  /// The style sheets whose order matters, each a layer; the rest are components.
  private static let layers = ["tokens", "reset", "base", "layout"]

  /// - Parameters:
  ///   - compresses: whether it is worth the time: not for files read anew each time.
  ///   - other: has what is the same in its language.
  init(
    _ files: [WebFile], in translation: Translation = .english, compresses: Bool,
    sharing other: WebAssets? = nil
  ) {
    let files = files.filter { ContentType(path: $0.path) != nil }
    let sent = Self.sent(files.map(translation.of), isSmall: compresses)
    let hash = Self.hash(of: sent, in: translation.language)
    func asset(_ file: WebFile, _ type: ContentType) -> Asset {
      let bytes = Self.names(file.path, type) ? Self.fill(file.bytes, with: hash) : file.bytes
      if let same = other?.assets[file.path], same.isOf(bytes) { return same }
      return Asset(bytes, type: type, compresses: compresses)
    }
    var assets: [String: Asset] = [:]
    for file in sent {
      guard let type = ContentType(path: file.path) else { continue }
      assets[file.path] = asset(file, type)
    }
    var wholes: [String: Asset] = [:]
    for file in files where file.path.hasPrefix("client/") {
      guard let type = ContentType(path: file.path) else { continue }
      wholes[file.path] = Asset(file.bytes, type: type, compresses: compresses)
    }
    self.hash = hash
    self.language = translation.language
    self.assets = assets
    self.wholes = wholes
  }

  /// All that is sent, but for the hash of it.
  ///
  /// - Parameter isSmall: whether scripts and styles are as small as can be.
  private static func sent(_ written: [WebFile], isSmall: Bool) -> [WebFile] {
    let files = isSmall ? written.map(SentScripts.bareStyle) : written
    let sheets = sheets(of: files)
    let scripts = isSmall ? SentScripts(files) : nil
    let isPartOfAll = { (path: String) in path.hasSuffix(".css") && !path.hasPrefix(pageStyles) }
    let own = files.filter { !isPartOfAll($0.path) }.flatMap { file -> [WebFile] in
      let file = scripts?.of(file) ?? file
      return ContentType(path: file.path) == .page ? sheets.join(file) : [file]
    }
    return own + [WebFile(path: joinedStyle, bytes: joinStyles(of: files))]
  }

  private static func hash(of files: [WebFile], in language: Language) -> String {
    let named = files.flatMap { [ByteBuffer(string: $0.path + "\n"), $0.bytes] }
    return String(
      Digest.hex(of: [ByteBuffer(string: "\(language.rawValue)\n")] + named).prefix(16))
  }

  /// The page or module of this name, `home.html` or `app/main.js`; nil when there is none.
  subscript(_ name: String) -> Asset? { assets[name] }

  /// The module of this name as it was written; nil when it is not for other programs.
  func whole(_ name: String) -> Asset? { wholes[name] }

  /// Whether it names others by their hash: a page, the service worker.
  private static func names(_ path: String, _ type: ContentType) -> Bool {
    type == .page || path == StandingFile.worker.rawValue
  }

  private static func fill(_ page: ByteBuffer, with hash: String) -> ByteBuffer {
    ByteBuffer(
      string: String(buffer: page).split(separator: placeholder, omittingEmptySubsequences: false)
        .joined(separator: "/assets/\(hash)/"))
  }

  /// What pages name of style sheets.
  private static func sheets(of files: [WebFile]) -> PageSheets {
    let own = files.filter { $0.path.hasPrefix(pageStyles) }.map { ($0.path, $0.bytes) }
    let all = own + [(joinedStyle, joinStyles(of: files))]
    return PageSheets(Dictionary(all) { first, _ in first })
  }

  /// Tokens, reset, base and layout in this order, then the components by name.
  static func joinStyles(of files: [WebFile]) -> ByteBuffer {
    let sheets = files.filter { $0.path.hasSuffix(".css") && !$0.path.hasPrefix(pageStyles) }
    let ordered = layers.compactMap { layer in sheets.first { $0.path == "styles/\(layer).css" } }
    let components = sheets.filter { sheet in !ordered.contains { $0.path == sheet.path } }
      .sorted { $0.path < $1.path }
    var joined = ByteBuffer(string: "@layer \(layers.joined(separator: ", ")), components;\n")
    for sheet in ordered + components { joined.writeImmutableBuffer(sheet.bytes) }
    return joined
  }
}
