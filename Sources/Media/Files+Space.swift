import Glibc
import HubbubDomain

/// How full the disk is.
extension Files {
  /// How many bytes whoever is not root may still write where a folder is.
  static func freeBytes(in folder: String) throws(FileFailure) -> Int64 {
    let state = try disk(of: folder)
    return Int64(clamping: state.f_bavail) * Int64(clamping: state.f_frsize)
  }

  /// Checks that the disk of a folder has space, and more than a reserve: messages are to
  /// go on when films fill it.
  ///
  /// - Throws: ``FileFailure`` for want of space.
  /// - Bounds: ``Limits/reservedDiskBytes``; a twentieth of a small disk.
  static func requireSpace(for count: Int, in folder: String) throws(FileFailure) {
    let state = try disk(of: folder)
    let bytes = Int64(clamping: state.f_blocks) * Int64(clamping: state.f_frsize)
    let reserve = min(Limits.reservedDiskBytes, bytes / 20)
    guard try freeBytes(in: folder) - Int64(count) < reserve else { return }
    throw noSpace(in: folder)
  }

  static func noSpace(in folder: String) -> FileFailure {
    errno = ENOSPC
    return FileFailure("write", folder)
  }

  private static func disk(of folder: String) throws(FileFailure) -> statvfs {
    var state = statvfs()
    guard statvfs(folder, &state) == 0 else { throw FileFailure("statvfs", folder) }
    return state
  }
}
