import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Somebody else owns the data folder.
public struct DataFolderInUse: Error, Equatable, Sendable, CustomStringConvertible {
  public let folder: String

  public var description: String {
    "Another hubbub is using the data folder \(folder); stop it first."
  }
}

/// The one owner's hold on a data folder: a second writing process would give
/// out numbers that this one's listeners never hear of.
///
/// The system lets go of it when the process ends, however it ends.
///
/// - Source: flock(2); design §3.
final class DataFolderLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// Takes the folder, or says who cannot have it.
  ///
  /// - Throws: ``DataFolderInUse``, or ``CannotOpen`` where the file cannot be made.
  init(folder: String) throws {
    let path = folder + "/hubbub.lock"
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw CannotOpen.file(path, reason: String(cString: strerror(errno))) }
    Self.give(file, toOwnerOf: folder)
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(file)
      guard code != EWOULDBLOCK else { throw DataFolderInUse(folder: folder) }
      throw CannotOpen.file(path, reason: String(cString: strerror(code)))
    }
    descriptor = Mutex(file)
  }

  deinit { release() }

  /// What root makes the folder's owner must be able to open.
  private static func give(_ file: Int32, toOwnerOf folder: String) {
    var owner = stat()
    // Where this fails, whoever cannot open it is told so.
    if geteuid() == 0, stat(folder, &owner) == 0 { _ = fchown(file, owner.st_uid, owner.st_gid) }
  }

  /// Lets go; once is enough.
  func release() {
    descriptor.withLock { file in
      if let open = file { close(open) }
      file = nil
    }
  }
}
