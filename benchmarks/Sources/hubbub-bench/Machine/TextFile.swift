import FoundationEssentials

/// Files of text, read and written whole.
enum TextFile {
  static func read(_ path: String) throws -> String {
    do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
      throw Problem("cannot read \(path): \(error)")
    }
  }

  /// Writes a file, and its folder where there is none.
  static func write(_ text: String, to path: String) throws {
    do {
      let folder = URL(filePath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch { throw Problem("cannot write \(path): \(error)") }
  }
}
