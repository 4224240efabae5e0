import COpenSSL
import Glibc
import HubbubDomain

/// SHA-256 of what comes piece by piece.
///
/// - Isolation: one task, one call after the other.
/// - Source: EVP_DigestInit(3).
final class Digest {
  private let context: OpaquePointer

  init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    else { preconditionFailure("OpenSSL has no SHA-256") }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// The hash of a whole file, read piece by piece.
  static func ofFile(_ path: String) throws -> MediaFile.Hash {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { throw FileFailure("open", path) }
    defer { close(file) }
    let (digest, piece) = (
      Digest(),
      UnsafeMutableRawBufferPointer.allocate(
        byteCount: Limits.servedPiece, alignment: 1)
    )
    defer { piece.deallocate() }
    var offset: Int64 = 0
    while true {
      let count = try Files.read(file, into: piece, at: offset, path)
      guard count > 0 else { return digest.finish() }
      digest.add(UnsafeRawBufferPointer(rebasing: piece[..<count]))
      offset += Int64(count)
    }
  }

  func add(_ bytes: UnsafeRawBufferPointer) {
    let isAdded = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
    precondition(isAdded, "OpenSSL takes all bytes")
  }

  /// The hash of all that came; to be asked once.
  func finish() -> MediaFile.Hash {
    let bytes = [UInt8](unsafeUninitializedCapacity: 32) { buffer, filled in
      let isDone = EVP_DigestFinal_ex(context, buffer.baseAddress, nil) == 1
      precondition(isDone, "OpenSSL ends what it began")
      filled = 32
    }
    return MediaFile.Hash(bytes)
  }
}
