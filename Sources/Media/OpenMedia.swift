import Glibc
public import HubbubDomain
public import NIOCore

/// A file that is open to be sent: whoever deletes it meanwhile cuts nobody off.
public final class OpenMedia: Sendable {
  /// How many bytes it has.
  public let count: Int64
  /// Another one when it was put there anew.
  public let version: String
  private let handle: NIOFileHandle
  private let path: String
  private let files: WorkThreads

  init?(_ path: String, on files: WorkThreads) throws {
    (self.path, self.files) = (path, files)
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else {
      guard errno == ENOENT else { throw FileFailure("open", path) }
      return nil
    }
    handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: file)
    var state = stat()
    let isKnown = fstat(file, &state) == 0
    count = Int64(state.st_size)
    guard isKnown else { throw FileFailure("fstat", path) }
    version = Self.version(of: state)
    guard Files.isPlain(state) else { return nil }
  }

  private static func version(of state: stat) -> String {
    [Int(state.st_size), state.st_mtim.tv_sec, state.st_mtim.tv_nsec]
      .map { String($0, radix: 36) }.joined(separator: "-")
  }

  deinit { try? handle.close() }

  /// A range of it as an event loop sends it; it must be kept open until it is sent.
  public func region(_ range: Range<Int64>) -> FileRegion {
    FileRegion(
      fileHandle: handle, readerIndex: Int(range.lowerBound), endIndex: Int(range.upperBound))
  }

  /// Reads bytes; none at its end.
  public func read(at offset: Int64, upTo count: Int) async throws -> ByteBuffer {
    try await files.run { [self] in
      var buffer = ByteBufferAllocator().buffer(capacity: count)
      try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { bytes in
        try handle.withUnsafeFileDescriptor { file in
          try Files.read(file, into: .init(rebasing: bytes[..<count]), at: offset, path)
        }
      }
      return buffer
    }
  }

  /// Sees to it that sending a range waits for no disk.
  ///
  /// - Throws: ``Refusal`` `busy`; what reading it fails with.
  public func prepare(_ range: Range<Int64>) async throws {
    let isInMemory = try handle.withUnsafeFileDescriptor { Files.isInMemory(range, of: $0) }
    if isInMemory { return }
    try await files.run { [self] in
      try handle.withUnsafeFileDescriptor { file in try Files.touch(range, of: file, path) }
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
