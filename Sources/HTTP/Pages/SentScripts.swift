import HubbubScripts
import NIOCore

/// Pages, scripts and styles as they are sent: what belongs together joined, and all as small as can be.
struct SentScripts {
  private let joined: JoinedScripts

  init(_ files: [WebFile]) {
    func texts(_ type: ContentType) -> [String: String] {
      let own = files.filter { ContentType(path: $0.path) == type }
      return Dictionary(uniqueKeysWithValues: own.map { ($0.path, String(buffer: $0.bytes)) })
    }
    joined = JoinedScripts(pages: texts(.page), scripts: texts(.script))
  }

  /// A style sheet without what only readers need; any other file as it is.
  static func bareStyle(_ file: WebFile) -> WebFile {
    guard ContentType(path: file.path) == .style else { return file }
    let sheet = BareStyle.of(String(buffer: file.bytes))
    return WebFile(path: file.path, bytes: ByteBuffer(string: sheet))
  }

  /// A file as it is sent with the others.
  func of(_ file: WebFile) -> WebFile {
    let text = String(buffer: file.bytes)
    switch ContentType(path: file.path) {
    case .page: return WebFile(path: file.path, bytes: ByteBuffer(string: joined.page(text)))
    case .script:
      let script = BareScript.of(joined.script(text, at: file.path))
      return WebFile(path: file.path, bytes: ByteBuffer(string: script))
    default: return file
    }
  }
}
