import CWeb
import FoundationEssentials
import NIOCore

/// One file of `Web/`.
struct WebFile: Equatable, Sendable {
  /// Below `Web/`: `app/main.js`.
  let path: String
  let bytes: ByteBuffer
}

/// Why pages could not be read, in one sentence for the operator.
public struct CannotReadPages: Error, CustomStringConvertible {
  public let folder: String
  /// What the system said.
  public let reason: String

  public var description: String {
    "The pages in \(folder) cannot be read; is it a folder, and may we read it?"
  }
}

/// Where the files of `Web/` come from.
enum WebFiles: Sendable {
  /// The program itself carries them.
  case embedded
  /// They lie in a folder, and are read anew for each request: for who works on them.
  case folder(String)

  /// Every file that is served or is made into what is, sorted by path.
  ///
  /// - Throws: ``CannotReadPages``.
  func load() throws(CannotReadPages) -> [WebFile] {
    switch self {
    case .embedded: Self.embeddedFiles()
    case .folder(let path):
      try Self.readable(path)
    }
  }

  private static func embeddedFiles() -> [WebFile] {
    (0..<hubbub_web_count()).map { index in
      let file = hubbub_web_file(index)
      let bytes = UnsafeRawBufferPointer(start: file.bytes, count: file.size)
      return WebFile(path: String(cString: file.path), bytes: ByteBuffer(bytes: bytes))
    }
  }

  private static func readable(_ folder: String) throws(CannotReadPages) -> [WebFile] {
    do { return try files(in: folder) } catch {
      throw CannotReadPages(folder: folder, reason: "\(error)")
    }
  }

  private static func files(in folder: String) throws -> [WebFile] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
    return try paths.filter(isWanted).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { path in
        let content = try Data(contentsOf: URL(filePath: folder).appending(path: path))
        return WebFile(path: path, bytes: ByteBuffer(bytes: content))
      }
  }

  /// Whether a file is for readers: of a type we know or the texts of a language, and not a test.
  ///
  /// `Sources/CWeb/embed.sh` says the same.
  private static func isWanted(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    if parts.first == "tests" || parts.first == "node_modules" { return false }
    if parts.contains(where: { $0.hasPrefix(".") }) { return false }
    let isText = path.hasPrefix(Translation.folder) && path.hasSuffix(".json")
    return isText || ContentType(path: path) != nil
  }
}
