import FoundationEssentials
import Glibc

/// What the disk said no to.
struct FileFailure: Error, CustomStringConvertible {
  let call: StaticString
  let path: String
  let reason: String

  /// Takes the reason from `errno`.
  init(_ call: StaticString, _ path: String) {
    (self.call, self.path, reason) = (call, path, String(cString: strerror(errno)))
  }

  var description: String { "\(call) \(path): \(reason)" }
}

/// Files and folders that only we may read.
///
/// Each call blocks.
enum Files {
  /// Makes a folder, and those above it that are missing.
  static func makeFolder(_ path: String) throws(FileFailure) {
    guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    guard errno == ENOENT, let above = folder(of: path) else { throw FileFailure("mkdir", path) }
    try makeFolder(above)
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw FileFailure("mkdir", path) }
  }

  /// Adds bytes to a file, which it makes where there is none.
  static func append(_ bytes: UnsafeRawBufferPointer, to path: String) throws(FileFailure) {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw FileFailure("open", path) }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written >= 0 else { throw FileFailure("write", path) }
      rest = rest.dropFirst(written)
    }
  }

  /// Reads a whole file; nil where there is none.
  ///
  /// - Parameter maxBytes: a larger one is none of ours.
  static func read(_ path: String, maxBytes: Int) throws(FileFailure) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else {
      guard errno == ENOENT else { throw FileFailure("open", path) }
      return nil
    }
    defer { close(file) }
    var state = stat()
    guard fstat(file, &state) == 0 else { throw FileFailure("fstat", path) }
    let size = Int(state.st_size)
    guard size <= maxBytes else { return nil }
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while count < size {
        let found = Glibc.read(file, buffer.baseAddress.map { $0 + count }, size - count)
        if found < 0, errno == EINTR { continue }
        guard found > 0 else { break }
        count += found
      }
      filled = count
    }
    guard count == size else { throw FileFailure("read", path) }
    return bytes
  }

  /// Waits until a file, or a folder's list of files, is on the disk.
  static func sync(_ path: String) throws(FileFailure) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileFailure("open", path) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw FileFailure("fsync", path) }
  }

  static func move(_ path: String, to new: String) throws(FileFailure) {
    guard rename(path, new) == 0 else { throw FileFailure("rename", path) }
  }

  /// Removes a file; that there is none is as good.
  static func remove(_ path: String) throws(FileFailure) {
    guard unlink(path) == 0 || errno == ENOENT else { throw FileFailure("unlink", path) }
  }

  /// Removes a folder with all that is in it.
  static func removeFolder(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    try FileManager.default.removeItem(atPath: path)
  }

  /// The names in a folder, in order; none where there is no such folder.
  static func names(in folder: String) throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private static func folder(of path: String) -> String? {
    path.lastIndex(of: "/").flatMap { $0 == path.startIndex ? nil : String(path[..<$0]) }
  }
}
