import Glibc

/// How many files this process may have open.
enum OpenFiles {
  /// Raises the soft limit to the hard one.
  static func raise() throws {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      throw Problem.system("cannot raise the limit of open files")
    }
  }

  /// Sockets that one worker can hold.
  static var socketsOfOneWorker: Int {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let hard = limit.rlim_max > 1_000_000 ? 1_000_000 : Int(limit.rlim_max)
    return max(1, min(Limits.socketsOfOneWorker, hard - Limits.otherFiles))
  }
}
