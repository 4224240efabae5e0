import Glibc
import HubbubDomain

/// How full the disk is.
extension Files {
  /// How many bytes whoever is not root may still write where a folder is.
  static func freeBytes(in folder: String) throws(FileFailure) -> Int64 {
    let state = try disk(of: folder)
    return bytes(state.f_bavail, of: state)
  }

  /// How many bytes whoever is not root may still write where a folder is, and of how many.
  static func space(of folder: String) throws(FileFailure) -> (free: Int64, total: Int64) {
    let state = try disk(of: folder)
    return (bytes(state.f_bavail, of: state), bytes(state.f_blocks, of: state))
  }

  /// Checks that the disk of a folder has space, and more than a reserve: messages are to
  /// go on when films fill it.
  ///
  /// - Throws: ``FileFailure`` for want of space.
  /// - Bounds: ``Limits/reservedDiskBytes``; a twentieth of a small disk.
  static func requireSpace(for count: Int, in folder: String) throws(FileFailure) {
    let state = try disk(of: folder)
    // Some file systems tell nothing of their size.
    guard state.f_blocks > 0 else { return }
    let reserve = min(Limits.reservedDiskBytes, bytes(state.f_blocks, of: state) / 20)
    guard bytes(state.f_bavail, of: state) - Int64(count) < reserve else { return }
    throw noSpace(in: folder)
  }

  static func noSpace(in folder: String) -> FileFailure {
    errno = ENOSPC
    return FileFailure("write", folder)
  }

  /// As many as a number can hold, where a file system says that it has no end.
  private static func bytes(_ blocks: UInt, of state: statvfs) -> Int64 {
    let (bytes, isTooMany) = blocks.multipliedReportingOverflow(by: state.f_frsize)
    return isTooMany ? .max : Int64(clamping: bytes)
  }

  private static func disk(of folder: String) throws(FileFailure) -> statvfs {
    var state = statvfs()
    guard statvfs(folder, &state) == 0 else { throw FileFailure("statvfs", folder) }
    return state
  }
}
