import CMagic
import Synchronization

/// Says what a file is by its first bytes, never by its name.
///
/// - Isolation: one `magic_t` behind a lock; a look takes less than 1 ms.
/// - Source: libmagic(3).
final class Sniffer: Sendable {
  /// libmagic has no description of files to go by.
  struct Missing: Error, CustomStringConvertible {
    let reason: String

    var description: String { "libmagic cannot be used: \(reason); install libmagic-mgc" }
  }

  /// What libmagic keeps.
  // Unchecked: the lock around it gives it to one thread at a time.
  private struct Cookie: @unchecked Sendable {
    let magic: magic_t
  }

  private let cookie: Mutex<Cookie>

  /// Loads the descriptions.
  ///
  /// - Throws: ``Missing``.
  init() throws {
    guard let magic = magic_open(MAGIC_MIME_TYPE) else { throw Missing(reason: "no memory") }
    guard magic_load(magic, nil) == 0 else {
      let reason = magic_error(magic).map { String(cString: $0) } ?? "unknown"
      magic_close(magic)
      throw Missing(reason: reason)
    }
    cookie = Mutex(Cookie(magic: magic))
  }

  deinit { cookie.withLock { magic_close($0.magic) } }

  /// The media type of these bytes, such as `image/png`; nil where libmagic has none.
  func type(of bytes: [UInt8]) -> String? {
    cookie.withLock { cookie in
      magic_buffer(cookie.magic, bytes, bytes.count).map { String(cString: $0) }
    }
  }
}
