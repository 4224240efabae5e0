import CGNU
import FoundationEssentials
import Glibc
import HubbubDomain

/// What the disk said no to.
struct FileFailure: Error, CustomStringConvertible {
  let call: StaticString
  let path: String
  let reason: String
  /// Whether the disk is full, or what we may have of it.
  let isOfSpace: Bool

  /// Takes the reason from `errno`.
  init(_ call: StaticString, _ path: String) {
    isOfSpace = errno == ENOSPC || errno == EDQUOT || errno == EFBIG
    (self.call, self.path, reason) = (call, path, String(cString: strerror(errno)))
  }

  var description: String { "\(call) \(path): \(reason)" }
}

/// Files and folders that only we may read.
///
/// Each call blocks.
enum Files {
  /// Makes a folder, and those above it that are missing; that they are is on the disk.
  static func makeFolder(_ path: String) throws(FileFailure) {
    if mkdir(path, 0o700) == 0 { return try sync(folder(of: path) ?? ".") }
    guard errno != EEXIST else { return }
    guard errno == ENOENT, let above = folder(of: path) else { throw FileFailure("mkdir", path) }
    try makeFolder(above)
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw FileFailure("mkdir", path) }
    try sync(above)
  }

  /// Adds bytes to a file, which it makes where there is none.
  static func append(_ bytes: UnsafeRawBufferPointer, to path: String) throws(FileFailure) {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw FileFailure("open", path) }
    defer { close(file) }
    try write(bytes, to: file, path)
  }

  /// Writes all of these bytes to an open file.
  static func write(
    _ bytes: UnsafeRawBufferPointer, to file: Int32, _ path: String
  ) throws(FileFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(
        file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
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

  /// The first bytes of a file.
  static func head(_ path: String, bytes count: Int) throws(FileFailure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { throw FileFailure("open", path) }
    defer { close(file) }
    return try read(file, at: 0, upTo: count, path)
  }

  /// Reads bytes of an open file; none at its end.
  static func read(
    _ file: Int32, at offset: Int64, upTo count: Int, _ path: String
  ) throws(FileFailure) -> [UInt8] {
    var found = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      repeat {
        found = pread(file, buffer.baseAddress, count, off_t(offset))
      } while found < 0 && errno == EINTR
      filled = max(0, found)
    }
    guard found >= 0 else { throw FileFailure("pread", path) }
    return bytes
  }

  /// Reads bytes of an open file into memory that is there.
  ///
  /// - Returns: how many; 0 at its end.
  static func read(
    _ file: Int32, into memory: UnsafeMutableRawBufferPointer, at offset: Int64, _ path: String
  ) throws(FileFailure) -> Int {
    while true {
      let found = pread(file, memory.baseAddress, memory.count, off_t(offset))
      if found < 0, errno == EINTR { continue }
      guard found >= 0 else { throw FileFailure("pread", path) }
      return found
    }
  }

  /// Whether a range of an open file can be sent without waiting for the disk; false where
  /// that cannot be told.
  ///
  /// It asks for a byte here and there: what was read together leaves together.
  static func isInMemory(_ range: Range<Int64>, of file: Int32) -> Bool {
    var byte: UInt8 = 0
    return withUnsafeMutableBytes(of: &byte) { byte in
      var place = iovec(iov_base: byte.baseAddress, iov_len: 1)
      return stride(from: range.lowerBound, to: range.upperBound, by: scratchBytes).allSatisfy {
        preadv2(file, &place, 1, off_t($0), RWF_NOWAIT) == 1
      }
    }
  }

  /// Reads bytes of an open file for nobody: they are in memory then.
  static func touch(
    _ range: Range<Int64>, of file: Int32, _ path: String
  ) throws(FileFailure) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let count = min(Int(range.upperBound - offset), scratchBytes)
      let found = try withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) {
        memory throws(FileFailure) in try read(file, into: memory, at: offset, path)
      }
      guard found > 0 else { throw FileFailure("pread", path) }
      offset += Int64(found)
    }
  }

  /// What a thread has on its stack for bytes that nobody wants, and how far apart bytes
  /// are asked for: half of what the kernel reads ahead.
  private static let scratchBytes = 64 * 1024

  /// How many bytes the files in a folder have; one with two names counts for each, as in
  /// a folder that was copied.
  static func sizes(in folder: String) throws -> Int64 {
    try names(in: folder).reduce(0) { try $0 + (size("\(folder)/\($1)") ?? 0) }
  }

  /// How many bytes a file has; nil where there is none, or what is there is no file.
  static func size(_ path: String) throws(FileFailure) -> Int64? {
    try state(path).flatMap { isPlain($0) ? Int64($0.st_size) : nil }
  }

  /// Whether it is a file, and no folder or anything else.
  static func isPlain(_ state: stat) -> Bool { state.st_mode & kind == plain }

  /// Whether a folder is there.
  static func isFolder(_ path: String) throws(FileFailure) -> Bool {
    try state(path).map { $0.st_mode & Self.kind == Self.folder } ?? false
  }

  /// `S_IFMT`, `S_IFREG` and `S_IFDIR`, which Swift does not see (Linux, bits/stat.h).
  private static let (kind, plain, folder) = (0o170_000, 0o100_000, 0o040_000) as Modes
  private typealias Modes = (mode_t, mode_t, mode_t)

  private static func state(_ path: String) throws(FileFailure) -> stat? {
    var state = stat()
    guard lstat(path, &state) == 0 else {
      // Below what is no folder there is nothing.
      guard errno == ENOENT || errno == ENOTDIR else { throw FileFailure("lstat", path) }
      return nil
    }
    return state
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Gives a file a second name.
  static func link(_ path: String, as other: String) throws(FileFailure) {
    guard Glibc.link(path, other) == 0 else { throw FileFailure("link", other) }
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
    do { return try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } catch
      where !FileManager.default.fileExists(atPath: folder)
    { return [] }
  }

  private static func folder(of path: String) -> String? {
    path.lastIndex(of: "/").flatMap { $0 == path.startIndex ? nil : String(path[..<$0]) }
  }
}
