import FoundationEssentials

/// How late the kernel may wake this process (prctl(2), `PR_SET_TIMERSLACK`).
enum TimerSlack {
  /// Asks to be woken on time, else a nap of 50 µs takes 100; where the
  /// kernel does not let us, naps are longer and nothing else.
  static func remove() {
    try? Data("1\n".utf8).write(to: URL(filePath: "/proc/self/timerslack_ns"))
  }
}
