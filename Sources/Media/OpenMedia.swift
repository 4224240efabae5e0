import Glibc
public import HubbubDomain
public import NIOCore

/// A file that is open to be sent: whoever deletes it meanwhile cuts nobody off.
public final class OpenMedia: Sendable {
  /// How many bytes it has.
  public let count: Int64
  private let file: Int32
  private let path: String
  private let files: WorkThreads

  init?(_ path: String, on files: WorkThreads) throws {
    (self.path, self.files) = (path, files)
    file = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    var state = stat()
    let isThere = file >= 0 && fstat(file, &state) == 0
    count = Int64(state.st_size)
    guard !isThere else { return }
    guard errno == ENOENT else { throw FileFailure("open", path) }
    return nil
  }

  deinit { if file >= 0 { close(file) } }

  /// Reads bytes; none at its end.
  public func read(at offset: Int64, upTo count: Int) async throws -> ByteBuffer {
    try await files.run { [self] in
      var buffer = ByteBufferAllocator().buffer(capacity: count)
      try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { bytes in
        try Files.read(file, into: .init(rebasing: bytes[..<count]), at: offset, path)
      }
      return buffer
    }
  }
}

extension MediaLibrary {
  /// Opens one form of a file; nil where it is not there.
  public func open(_ name: String, of hash: MediaFile.Hash) async throws -> OpenMedia? {
    try await serving.run { [serving, folder] in
      try OpenMedia(folder.path(of: name, hash), on: serving)
    }
  }
}
