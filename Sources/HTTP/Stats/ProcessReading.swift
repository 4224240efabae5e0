import FoundationEssentials
import HubbubDomain

#if canImport(Glibc)
  import Glibc
#endif

/// What this process takes of its machine.
///
/// - Source: proc(5), `/proc/self/statm`, `/proc/self/fd` and `/proc/self/task`;
///   where there is no such folder, what it tells is left out.
struct ProcessReading: Sendable {
  let startedAt: Timestamp
  let uptimeSeconds: Int
  let residentBytes: Int?
  /// Files and sockets.
  let openFiles: Int?
  let openFilesLimit: Int
  let cpuSeconds: Double
  let threads: Int?

  init(since start: Timestamp) {
    startedAt = start
    uptimeSeconds = Int(Timestamp.now().milliseconds - start.milliseconds) / 1000
    residentBytes = Self.residentBytes
    // But for the one that reads this list.
    openFiles = Self.entries(of: "/proc/self/fd").map { $0 - 1 }
    openFilesLimit = Self.openFilesLimit
    cpuSeconds = Self.cpuSeconds
    threads = Self.entries(of: "/proc/self/task")
  }

  private static var residentBytes: Int? {
    guard let statm = FileManager.default.contents(atPath: "/proc/self/statm") else { return nil }
    let fields = String(decoding: statm, as: UTF8.self).split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  private static func entries(of folder: String) -> Int? {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).count
    } catch {
      return nil
    }
  }

  private static var openFilesLimit: Int {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(clamping: limit.rlim_cur)
  }

  /// Of all threads, also those that ended.
  private static var cpuSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
