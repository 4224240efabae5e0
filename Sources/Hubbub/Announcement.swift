import Logging

#if canImport(Glibc)
  import Glibc
#endif

/// What whoever starts the program is to read, whatever the log is told to leave out.
enum Announcement {
  /// Says it on standard error: in words to a terminal, else as a line of the log, which
  /// programs read.
  static func say(_ sentence: String, _ logger: Logger) {
    guard isatty(STDERR_FILENO) == 0 else { return Console.writeError(sentence) }
    var loud = logger
    loud.logLevel = .notice
    loud.notice("\(sentence)")
  }
}
