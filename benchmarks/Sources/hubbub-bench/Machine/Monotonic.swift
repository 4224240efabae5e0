import Glibc

/// The clock that all processes of this machine share, and that nobody sets.
enum Monotonic {
  /// Nanoseconds since some moment before.
  static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }

  /// Seconds from `begin` to `end`; 0 where the end lies before.
  static func seconds(from begin: UInt64, to end: UInt64) -> Double {
    end > begin ? Double(end - begin) / 1e9 : 0
  }

  /// Nanoseconds as the clock counts them.
  static func nanoseconds(_ seconds: Double) -> UInt64 { UInt64(max(0, seconds) * 1e9) }

  /// Stops this thread for a while.
  static func rest(nanoseconds: Int) {
    var time = timespec(
      tv_sec: nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
    nanosleep(&time, nil)
  }
}
