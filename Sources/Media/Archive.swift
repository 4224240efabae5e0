import CArchive
import Glibc
import HubbubDomain

/// A zip that is being written, in a file without a name: however this ends,
/// nothing of it stays on the disk.
///
/// Each call blocks.
///
/// - Isolation: one task, one call after the other.
/// - Source: libarchive's archive_write(3).
final class Archive {
  /// What libarchive or the disk said no to.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// `O_TMPFILE` and `S_IFREG`, which Swift does not see (Linux, bits/fcntl.h and stat.h).
  private static let unnamed = O_DIRECTORY | 0o20_000_000
  private static let plainFile: UInt32 = 0o100_000

  private let writer: OpaquePointer
  private let file: Int32

  /// Begins one in a folder, which is there.
  init(in folder: String) throws {
    guard let writer = archive_write_new() else { throw Failure(description: "no memory") }
    self.writer = writer
    file = open(folder, Self.unnamed | O_RDWR | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FileFailure("open", folder) }
    try check(archive_write_set_format_zip(writer))
    // Without it the end is filled up to a block of a tape.
    try check(archive_write_set_bytes_in_last_block(writer, 1))
    try check(archive_write_open_fd(writer, file))
  }

  deinit {
    archive_write_free(writer)
    if file >= 0 { close(file) }
  }

  /// Begins a file; the one before is whole.
  ///
  /// - Parameter bytes: how many it will have, of one that is not to be compressed.
  func begin(_ name: String, at time: Timestamp, bytes: Int64? = nil) throws {
    guard let entry = archive_entry_new() else { throw Failure(description: "no memory") }
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, name)
    archive_entry_set_filetype(entry, Self.plainFile)
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_mtime(entry, Int(time.milliseconds / 1_000), 0)
    if let bytes {
      archive_entry_set_size(entry, bytes)
      try check(archive_write_zip_set_compression_store(writer))
    } else {
      try check(archive_write_zip_set_compression_deflate(writer))
    }
    try check(archive_write_header(writer, entry))
  }

  /// Adds bytes to the file that was begun.
  func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { archive_write_data(writer, $0.baseAddress, $0.count) }
      guard count > 0 else { throw failure() }
      rest = rest.dropFirst(Int(count))
    }
  }

  /// Ends it.
  ///
  /// - Returns: how many bytes it has.
  func finish() throws -> Int {
    try check(archive_write_close(writer))
    let size = lseek(file, 0, SEEK_END)
    guard size >= 0 else { throw FileFailure("lseek", "an export") }
    return Int(size)
  }

  /// Reads bytes of one that is finished; none at its end.
  func read(at offset: Int, upTo count: Int) throws -> [UInt8] {
    var found = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      repeat {
        found = pread(file, buffer.baseAddress, count, off_t(offset))
      } while found < 0 && errno == EINTR
      filled = max(0, found)
    }
    guard found >= 0 else { throw FileFailure("pread", "an export") }
    return bytes
  }

  private func check(_ status: Int32) throws {
    guard status == ARCHIVE_OK else { throw failure() }
  }

  private func failure() -> Failure {
    Failure(
      description: archive_error_string(writer).map { String(cString: $0) } ?? "libarchive failed")
  }
}
