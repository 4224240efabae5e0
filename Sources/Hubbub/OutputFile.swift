#if canImport(Glibc)
  import Glibc
#endif

/// A file that a command writes, readable by its owner alone: it may hold logins.
struct OutputFile: ~Copyable {
  private let path: String
  private let descriptor: CInt

  /// Makes the file, or empties the one that is there.
  ///
  /// - Throws: ``Failure`` with what the system says.
  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit { close(descriptor) }

  /// Writes the lines, each with its end.
  ///
  /// - Throws: ``Failure`` with what the system says.
  func write(_ lines: [String]) throws {
    var bytes = Array(lines.map { $0 + "\n" }.joined().utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else { throw Self.failure(path) }
      bytes = bytes.dropFirst(written)
    }
  }

  private static func failure(_ path: String) -> Failure {
    Failure(
      code: "cannot_write",
      sentence: "\(path) cannot be written: \(String(cString: strerror(errno))).")
  }
}
