import CGNU
import Glibc
import HubbubDomain

/// A program that runs in a process of its own, and is ended when it takes too long.
///
/// It gets no file of ours but the folder it works in, no input, and a bare
/// environment. There is no shell between. `run` blocks.
struct Child {
  /// Where the program is.
  let path: String
  let arguments: [String]
  /// `NAME=value`, all that it has.
  let environment: [String]
  /// Where it works.
  let folder: String

  /// How it ended, with the first of what it said on standard error.
  struct Ending: Equatable {
    enum Cause: Equatable {
      case exited(Int32)
      case killed(signal: Int32)
      case outOfTime
    }

    let cause: Cause
    let said: String
  }

  /// Runs it to its end, or for as long as `patience` lasts.
  ///
  /// - Throws: ``FileFailure`` when it cannot be started.
  func run(patience: Duration) throws(FileFailure) -> Ending {
    let deadline = ContinuousClock.now + patience
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw FileFailure("pipe", path) }
    defer { close(ends[0]) }
    let process = try start(errors: ends)
    let (said, isOutOfTime) = Self.listen(to: ends[0], until: deadline)
    // Its whole group: nothing that it started may outlive it.
    if isOutOfTime { kill(-process, SIGKILL) }
    let status = Self.wait(for: process)
    let cause: Ending.Cause =
      if isOutOfTime { .outOfTime } else if status & 0x7F == 0 { .exited(status >> 8 & 0xFF) } else
      {
        .killed(signal: status & 0x7F)
      }
    return Ending(cause: cause, said: said)
  }

  // MARK: - Private

  /// Starts it with the second end as its standard error, which is then closed here.
  private func start(errors ends: [Int32]) throws(FileFailure) -> pid_t {
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
    posix_spawn_file_actions_addchdir_np(&actions, folder)
    var attributes = Self.attributes()
    defer { posix_spawnattr_destroy(&attributes) }

    var process = pid_t()
    let code = Self.withCStrings([path] + arguments) { arguments in
      Self.withCStrings(environment) { environment in
        posix_spawn(&process, path, &actions, &attributes, arguments, environment)
      }
    }
    guard code == 0 else {
      errno = code
      throw FileFailure("posix_spawn", path)
    }
    // Whoever writes a message goes before it. Where it may not be, it works all the same.
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(process), Limits.mediaNiceness)
    return process
  }

  /// A group of its own, and signals as any program expects them: ours ignores SIGPIPE.
  private static func attributes() -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))
    return attributes
  }

  /// Reads until the other end is closed, which is when the program has ended.
  private static func listen(
    to pipe: Int32, until deadline: ContinuousClock.Instant
  ) -> (said: String, isOutOfTime: Bool) {
    var said: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4_096)
    while true {
      let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      var waiting = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, Int32(max(0, left.rounded(.up))))
      if ready < 0, errno == EINTR { continue }
      if ready == 0 { return (String(decoding: said, as: UTF8.self), true) }
      let count = read(pipe, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return (String(decoding: said, as: UTF8.self), false) }
      if said.count < 1_024 { said += piece[..<count].prefix(1_024 - said.count) }
    }
  }

  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }

  /// Gives a list of texts as C wants it, for as long as `body` runs.
  private static func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
