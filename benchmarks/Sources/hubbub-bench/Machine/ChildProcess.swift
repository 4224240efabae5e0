import Glibc

/// A program that this one has started, in a session of its own: a key
/// pressed at the terminal ends us, and we end it; see also ``Lifeline``.
final class ChildProcess {
  /// Where its standard output goes.
  enum Output {
    case toUs, nowhere
    /// To a file that is made, or made empty.
    case file(String)
  }

  let id: pid_t
  private let name: String
  /// Our ends of the pipes.
  private let input: CInt
  private let output: CInt?
  private var unread: [UInt8] = []
  private var status: CInt?

  /// Starts `path`.
  ///
  /// - Parameter cores: those that it may run on.
  init(
    _ path: String, _ arguments: [String], environment: [String: String] = [:],
    output: Output = .toUs, errors: Output? = nil, cores: Cores
  ) throws {
    name = String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    guard access(path, X_OK) == 0 else { throw Problem.system("cannot start \(path)") }
    let toChild = try Pipe()
    let fromChild = try Pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild.reading, STDIN_FILENO)
    Self.redirect(STDOUT_FILENO, output, fromChild.writing, &actions)
    if let errors { Self.redirect(STDERR_FILENO, errors, fromChild.writing, &actions) }
    var spawned: pid_t = 0
    let command = Lifeline.command(cores.command([path] + arguments))
    let failure = Self.spawn(&spawned, command, environment, &actions)
    close(toChild.reading)
    close(fromChild.writing)
    guard failure == 0 else { throw Problem("cannot start \(path): \(SystemFault.text(failure))") }
    id = spawned
    input = toChild.writing
    self.output = fromChild.reading
  }

  deinit {
    close(input)
    if let output { close(output) }
  }

  private static func redirect(
    _ descriptor: CInt, _ output: Output, _ pipe: CInt, _ actions: inout posix_spawn_file_actions_t
  ) {
    switch output {
    case .toUs: posix_spawn_file_actions_adddup2(&actions, pipe, descriptor)
    case .nowhere:
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    case .file(let path):
      posix_spawn_file_actions_addopen(
        &actions, descriptor, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
  }

  /// `POSIX_SPAWN_SETSID`, which glibc keeps from who does not ask for its extensions.
  private static let newSession: Int16 = 0x80

  /// - Returns: 0, or why it did not start.
  private static func spawn(
    _ id: inout pid_t, _ command: [String], _ environment: [String: String],
    _ actions: inout posix_spawn_file_actions_t
  ) -> CInt {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, newSession)
    let words = command.map { strdup($0) } + [nil]
    let all = Environment.merged(with: environment).map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + all { free(word) } }
    return posix_spawn(&id, command[0], &actions, &attributes, words, all)
  }

  // MARK: - Talking

  /// Writes a line to its standard input.
  func tell(_ line: [UInt8]) throws {
    var rest = (line + [UInt8(ascii: "\n")])[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      guard written > 0 else { throw Problem.system("cannot write to \(name)") }
      rest = rest.dropFirst(written)
    }
  }

  /// The next line of its standard output, if one comes within `seconds`.
  ///
  /// - Throws: ``Problem`` when it has ended.
  func line(within seconds: Double) throws -> [UInt8]? {
    let end = Monotonic.now + Monotonic.nanoseconds(seconds)
    while true {
      if let newline = unread.firstIndex(of: UInt8(ascii: "\n")) {
        defer { unread.removeSubrange(...newline) }
        return Array(unread[..<newline])
      }
      let left = Monotonic.seconds(from: Monotonic.now, to: end)
      guard try fill(within: left) else { return nil }
    }
  }

  /// Reads what is there.
  ///
  /// - Returns: false when nothing came in time.
  private func fill(within seconds: Double) throws -> Bool {
    guard let output else { return false }
    var wanted = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    let ready = poll(&wanted, 1, CInt((seconds * 1_000).rounded(.up)))
    try Interrupt.check()
    guard ready > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 64 * 1024)
    let count = read(output, &bytes, bytes.count)
    guard count > 0 else { throw Problem("\(name) (process \(id)) has ended") }
    unread += bytes[..<count]
    return true
  }

  // MARK: - Ending

  /// Waits for its end.
  ///
  /// - Returns: its exit status, 128 and more for a signal; nil when it still runs.
  func ended(within seconds: Double) throws -> CInt? {
    let end = Monotonic.now + Monotonic.nanoseconds(seconds)
    while !hasEnded {
      guard Monotonic.now < end else { return nil }
      try Interrupt.check()
      Monotonic.rest(nanoseconds: 5_000_000)
    }
    return status
  }

  private var hasEnded: Bool {
    if status != nil { return true }
    var raw: CInt = 0
    guard waitpid(id, &raw, WNOHANG) == id else { return false }
    let signal = raw & 0x7f
    status = signal == 0 ? (raw >> 8) & 0xff : 128 + signal
    return true
  }

  func signal(_ number: CInt) { if !hasEnded { kill(id, number) } }

  /// Ends it now, whatever it does, and waits until it has.
  func end() {
    signal(SIGKILL)
    while !hasEnded { Monotonic.rest(nanoseconds: 1_000_000) }
  }
}

/// Two ends of a pipe, that no other program inherits.
private struct Pipe {
  let reading: CInt
  let writing: CInt

  init() throws {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { throw Problem.system("cannot make a pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }
}
