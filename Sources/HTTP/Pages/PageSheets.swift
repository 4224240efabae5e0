import NIOCore

/// Joins what a page names of style sheets into one, which a browser asks for once.
///
/// Going on from page to page without a reload, it loads only the parts that are not
/// there, so the page says in `data-sheets` what its sheet has.
struct PageSheets {
  private static let link = #"<link rel="stylesheet" href="/assets/HASH/"#

  /// By name, as pages name them.
  private let parts: [String: ByteBuffer]

  init(_ parts: [String: ByteBuffer]) { self.parts = parts }

  /// A page as it is sent, with the sheet that it names then.
  func join(_ file: WebFile) -> [WebFile] {
    guard let joined = join(file.bytes, at: file.path) else { return [file] }
    return [
      WebFile(path: file.path, bytes: joined.page),
      WebFile(path: joined.name, bytes: joined.sheet),
    ]
  }

  /// A page with one link in the place of several, and what that leads to.
  struct Joined: Equatable {
    let page: ByteBuffer
    let name: String
    let sheet: ByteBuffer
  }

  /// Joins the sheets of a page; nil where it has fewer than two, or one that is not known.
  ///
  /// - Parameter path: of the page, `home.html`.
  func join(_ page: ByteBuffer, at path: String) -> Joined? {
    // Kept by the service worker, part by part.
    guard path != StandingFile.offline.rawValue else { return nil }
    let lines = String(buffer: page).split(separator: "\n", omittingEmptySubsequences: false)
    let names = lines.compactMap(Self.name)
    let bytes = names.compactMap { parts[$0] }
    guard names.count > 1, bytes.count == names.count else { return nil }
    let name = "styles/of/\(path.dropLast(".html".count)).css"
    let one = "  \(Self.link)\(name)\" data-sheets=\"\(names.joined(separator: " "))\">"
    var isWritten = false
    let rest = lines.compactMap { line -> Substring? in
      guard Self.name(in: line) != nil else { return line }
      defer { isWritten = true }
      return isWritten ? nil : one[...]
    }
    var sheet = ByteBuffer()
    for part in bytes { sheet.writeImmutableBuffer(part) }
    return Joined(
      page: ByteBuffer(string: rest.joined(separator: "\n")), name: name, sheet: sheet)
  }

  /// The sheet that a line of a page asks for.
  private static func name(in line: Substring) -> String? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix(link) else { return nil }
    return String(text.dropFirst(link.count).prefix { $0 != "\"" })
  }
}
