import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#endif

/// What this process takes of its machine.
///
/// - Source: proc(5), `/proc/self/statm` and `/proc/self/fd`; where there is
///   no such folder, what it tells is left out.
struct ProcessFigures: Encodable {
  let uptimeSeconds: Int64
  let residentBytes: Int?
  let openFiles: Int?

  init(since start: ContinuousClock.Instant) {
    uptimeSeconds = start.duration(to: .now).components.seconds
    residentBytes = Self.residentBytes
    openFiles = Self.openFiles
  }

  private static var residentBytes: Int? {
    guard let statm = FileManager.default.contents(atPath: "/proc/self/statm") else { return nil }
    let fields = String(decoding: statm, as: UTF8.self).split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// Files and sockets, but for the one that reads this list.
  private static var openFiles: Int? {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count - 1
    } catch {
      return nil
    }
  }
}
