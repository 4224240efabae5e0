import Glibc
import HubbubDomain
import Synchronization

/// The file with the key that seals second factors: 32 random bytes beside
/// the database, for whoever copies the database alone.
///
/// It is read at each use, so that one that is put back counts at once.
final class SealingKeyFile: Sendable {
  let path: String
  /// One at a time makes it: a second key would lock out whom the first has sealed for.
  private let making = Mutex(())

  init(_ path: String) { self.path = path }

  /// Why there is no key.
  enum Trouble: Error, Equatable, CustomStringConvertible {
    case missing(String)
    case damaged(String)
    case system(String, reason: String)

    var description: String {
      switch self {
      case .missing(let path): "\(path) is missing; it belongs into the backup"
      case .damaged(let path): "\(path) does not have the 32 bytes of a key"
      case .system(let path, let reason): "\(path): \(reason)"
      }
    }
  }

  /// Reads the key.
  func read() throws(Trouble) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw errno == ENOENT ? .missing(path) : trouble() }
    defer { close(file) }
    // One byte more than a key has, to see one that is too long.
    var bytes = [UInt8](repeating: 0, count: Limits.sealingKeyBytes + 1)
    let count = Glibc.read(file, &bytes, bytes.count)
    guard count >= 0 else { throw trouble() }
    guard count == Limits.sealingKeyBytes else { throw .damaged(path) }
    return Array(bytes.prefix(count))
  }

  /// Reads the key, or makes it where there is no file.
  func readOrMake() throws(Trouble) -> [UInt8] {
    try making.withLock { _ throws(Trouble) in
      do throws(Trouble) { return try read() } catch {
        guard case .missing = error else { throw error }
        return try make()
      }
    }
  }

  /// Writes a new key, which is on disk when this returns.
  private func make() throws(Trouble) -> [UInt8] {
    let key = Crypto.randomBytes(Limits.sealingKeyBytes)
    let new = path + ".new"
    let file = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw trouble() }
    defer { close(file) }
    guard fchmod(file, 0o600) == 0, write(file, key, key.count) == key.count, fsync(file) == 0,
      rename(new, path) == 0
    else { throw trouble() }
    try syncFolder()
    return key
  }

  /// Makes the name last, too (fsync(2), notes).
  private func syncFolder() throws(Trouble) {
    let slash = path.lastIndex(of: "/")
    let folder = open(slash.map { String(path[...$0]) } ?? ".", O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { throw trouble() }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw trouble() }
  }

  private func trouble() -> Trouble { .system(path, reason: String(cString: strerror(errno))) }
}
