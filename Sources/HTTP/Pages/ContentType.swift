/// What a served file is: our own list, never a guess from its bytes.
enum ContentType: String, CaseIterable, Sendable {
  case page = "text/html; charset=utf-8"
  case script = "text/javascript; charset=utf-8"
  case declarations = "text/plain; charset=utf-8"
  case style = "text/css; charset=utf-8"
  case drawing = "image/svg+xml"
  case picture = "image/png"
  case icon = "image/x-icon"
  case manifest = "application/manifest+json"

  /// The type of a file by the end of its name; nil for what is not served.
  init?(path: String) {
    let known: [(String, ContentType)] = [
      (".html", .page), (".js", .script), (".d.ts", .declarations), (".css", .style),
      (".svg", .drawing), (".png", .picture), (".ico", .icon), (".webmanifest", .manifest),
    ]
    guard let found = known.first(where: { path.hasSuffix($0.0) }) else { return nil }
    self = found.1
  }

  /// Whether gzip makes it smaller.
  var isCompressible: Bool {
    switch self {
    case .page, .script, .declarations, .style, .drawing, .manifest: true
    case .picture, .icon: false
    }
  }
}
