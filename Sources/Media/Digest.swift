import COpenSSL
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
