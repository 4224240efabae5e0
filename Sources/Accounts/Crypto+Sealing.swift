import COpenSSL

extension Crypto {
  /// Random bytes in front of what is sealed, never used twice (NIST SP 800-38D §8.2.2).
  private static let nonceBytes = 12
  /// Bytes behind it that show whether any were changed (NIST SP 800-38D §5.2.1.2).
  private static let tagBytes = 16

  /// Encrypts `plain` with AES-256-GCM: a nonce, as many bytes as `plain` has, a tag.
  ///
  /// - Parameters:
  ///   - key: 32 bytes.
  ///   - owner: whose it is; it opens for no other.
  static func seal(_ plain: [UInt8], with key: [UInt8], for owner: [UInt8]) -> [UInt8] {
    let nonce = randomBytes(nonceBytes)
    var (sealed, tag) = (
      [UInt8](repeating: 0, count: plain.count), [UInt8](repeating: 0, count: tagBytes)
    )
    let isDone = withCipher { cipher in
      var count: Int32 = 0
      return EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce) == 1
        && EVP_EncryptUpdate(cipher, nil, &count, owner, Int32(owner.count)) == 1
        && EVP_EncryptUpdate(cipher, &sealed, &count, plain, Int32(plain.count)) == 1
        && EVP_EncryptFinal_ex(cipher, nil, &count) == 1
        && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, Int32(tagBytes), &tag) == 1
    }
    precondition(isDone && key.count == 32, "OpenSSL seals whatever it is given a key for")
    return nonce + sealed + tag
  }

  /// Decrypts what was sealed; nil under another key, for another owner, or
  /// where a bit of it was changed.
  static func open(_ sealed: [UInt8], with key: [UInt8], for owner: [UInt8]) -> [UInt8]? {
    guard sealed.count >= nonceBytes + tagBytes, key.count == 32 else { return nil }
    let nonce = Array(sealed.prefix(nonceBytes))
    let inner = Array(sealed.dropFirst(nonceBytes).dropLast(tagBytes))
    var tag = Array(sealed.suffix(tagBytes))
    var plain = [UInt8](repeating: 0, count: inner.count)
    let isRight = withCipher { cipher in
      var count: Int32 = 0
      return EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce) == 1
        && EVP_DecryptUpdate(cipher, nil, &count, owner, Int32(owner.count)) == 1
        && EVP_DecryptUpdate(cipher, &plain, &count, inner, Int32(inner.count)) == 1
        && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, Int32(tagBytes), &tag) == 1
        && EVP_DecryptFinal_ex(cipher, nil, &count) == 1
    }
    return isRight ? plain : nil
  }

  /// HMAC-SHA-1 of `bytes`: 20 bytes.
  ///
  /// - Source: RFC 2104; sound as a MAC though SHA-1 is none as a hash (RFC 6194 §3.3).
  static func hmacSHA1(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(SHA_DIGEST_LENGTH))
    let made = HMAC(EVP_sha1(), key, Int32(key.count), bytes, bytes.count, &digest, nil)
    precondition(made != nil, "OpenSSL computes an HMAC of whatever it is given")
    return digest
  }

  private static func withCipher(_ body: (OpaquePointer) -> Bool) -> Bool {
    guard let cipher = EVP_CIPHER_CTX_new() else { return false }
    defer { EVP_CIPHER_CTX_free(cipher) }
    return body(cipher)
  }
}
