import Glibc

/// Why the last system call of this thread failed.
enum SystemFault {
  /// The text of `errno`.
  static var last: String { text(errno) }

  static func text(_ number: CInt) -> String { String(cString: strerror(number)) }
}
