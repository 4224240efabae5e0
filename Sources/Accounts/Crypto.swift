import COpenSSL

/// OpenSSL's primitives, as Swift values.
///
/// - Source: design §7: all cryptography but Argon2 is OpenSSL's.
public enum Crypto {
  /// Makes bytes nobody can guess.
  ///
  /// Stops the program when the kernel has no randomness to give: a token
  /// that can be guessed is worse than no server.
  public static func randomBytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let made = RAND_bytes(buffer.baseAddress, Int32(count))
      precondition(made == 1, "OpenSSL has no randomness to give")
      filled = count
    }
  }

  /// SHA-256 of `bytes`: 32 bytes.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_LENGTH)) { digest, filled in
      bytes.withUnsafeBufferPointer { _ = SHA256($0.baseAddress, $0.count, digest.baseAddress) }
      filled = Int(SHA256_DIGEST_LENGTH)
    }
  }

  /// Whether two secrets are equal, in a time that tells neither where they
  /// differ nor how long the right one is.
  public static func areEqual(_ left: String, _ right: String) -> Bool {
    let left = sha256(Array(left.utf8))
    let right = sha256(Array(right.utf8))
    return CRYPTO_memcmp(left, right, left.count) == 0
  }
}
