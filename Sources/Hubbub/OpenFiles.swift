import HubbubDomain

#if canImport(Glibc)
  import Glibc
#endif

/// How many files, and so how many sockets, this process may have open.
enum OpenFiles {
  /// Where the kernel stops by default, however high the limit says (`fs.nr_open`).
  private static let ceiling: rlim_t = 1_048_576

  /// Raises the soft limit to the hard one; answers the limit that now holds.
  static func raiseLimit() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
    var raised = limit
    raised.rlim_cur = min(limit.rlim_max, ceiling)
    let isRaised = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0
    return Int(min(isRaised ? raised.rlim_cur : limit.rlim_cur, ceiling))
  }

  /// How many of them are for sockets; a small limit is shared in halves.
  static func sockets(of limit: Int) -> Int {
    max(limit - Limits.reservedFiles, limit / 2)
  }
}
