import Glibc
import HubbubDomain

/// A file on its way in: a folder of its own, in which its forms are made too.
///
/// Each call blocks.
///
/// - Isolation: one task, one call after the other.
final class Arrival: @unchecked Sendable {  // the task that receives waits for each call
  /// The folder with what was sent and what is made of it.
  let folder: String
  private(set) var count = 0
  /// The first bytes, by which libmagic says what it is.
  private(set) var head: [UInt8] = []
  /// How many bytes a file of its kind may have; nil before it is known.
  var bound: (kind: MediaKind, bytes: Int)?
  private let digest = Digest()
  private var file: Int32 = -1

  init(in incoming: Incoming) {
    folder = "\(incoming.folder)/\(MediaID.make())"
  }

  deinit { if file >= 0 { close(file) } }

  /// The path of what was sent.
  var path: String { "\(folder)/\(MediaFolder.original)" }

  /// Makes its folder and the file.
  func begin() throws {
    try Files.makeFolder(folder)
    file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw FileFailure("open", path) }
  }

  /// Adds what came.
  func add(_ bytes: UnsafeRawBufferPointer) throws {
    try Files.write(bytes, to: file, path)
    digest.add(bytes)
    count += bytes.count
    if head.count < Limits.sniffedBytes {
      head += bytes.prefix(Limits.sniffedBytes - head.count)
    }
  }

  /// Ends it; to be asked once.
  func finish() -> MediaFile.Hash {
    close(file)
    file = -1
    return digest.finish()
  }

  /// Removes all that is left of it.
  func remove() throws { try Files.removeFolder(folder) }
}
