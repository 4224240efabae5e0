import Glibc

/// A server of our own, with a fresh data folder.
final class StartedServer: ServerUnderTest {
  /// Who is seeded.
  struct Community: Equatable {
    var users: Int
    var rooms: Int
  }

  let host = "127.0.0.1"
  private(set) var port = 0
  private let binary: String
  private let cores: Cores
  private let extraEnvironment: [String: String]
  private let folder: TemporaryFolder
  private var process: ChildProcess?

  /// Who may read the stats: nobody else knows it, and it ends with the run.
  private let metricsToken = "bench-\(UInt64.random(in: .min ... .max))"

  var tokensFile: String { folder.file("users.tsv") }
  var roomsFile: String { folder.file("rooms.txt") }

  /// Seeds a folder and starts a server on it.
  init(
    binary: String, community: Community, cores: Cores, environment: [String: String]
  ) throws {
    self.binary = binary
    self.cores = cores
    extraEnvironment = environment
    folder = try TemporaryFolder()
    try seed(community)
    try start()
  }

  deinit { process?.end() }

  private func seed(_ community: Community) throws {
    let seeding = try ChildProcess(
      binary,
      [
        "seed", "--data-dir", folder.file("data"), "--users", "\(community.users)",
        "--rooms", "\(community.rooms)", "--spread", "--tokens", tokensFile,
        "--room-ids", roomsFile,
      ],
      output: .nowhere, cores: .all)
    switch try seeding.ended(within: Limits.seedSeconds) {
    case 0: return
    case nil:
      seeding.end()
      throw Problem("`\(binary) seed` took more than \(Int(Limits.seedSeconds)) s")
    case let status?: throw Problem("`\(binary) seed` ended with status \(status)")
    }
  }

  /// Starts it, on the port that it had before if it had one.
  func start() throws {
    let serving = try ChildProcess(
      binary,
      [
        "serve", "--host", host, "--port", "\(port)", "--data-dir", folder.file("data"),
      ],
      environment: [
        "HUBBUB_RATE_LIMITS": "off", "HUBBUB_METRICS_TOKEN": metricsToken,
        "HUBBUB_LOG_LEVEL": "warning",
      ].merging(extraEnvironment) { $1 },
      errors: .file(folder.file("server.log")), cores: cores)
    process = serving
    guard let line = try serving.line(within: Limits.serveSeconds),
      let port = Self.port(inLine: String(decoding: line, as: UTF8.self))
    else {
      throw Problem("`\(binary) serve` does not listen:\n\(log)")
    }
    self.port = port
  }

  /// The end of what it logged.
  private var log: String {
    let text = (try? TextFile.read(folder.file("server.log"))) ?? ""
    return text.split(separator: "\n").suffix(5).joined(separator: "\n")
  }

  /// - Parameter line: `listening on http://HOST:PORT`.
  static func port(inLine line: String) -> Int? {
    guard line.hasPrefix("listening on http://") else { return nil }
    return line.split(separator: ":").last.flatMap { Int($0) }
  }

  func reading() throws -> ProcessReading? { try process.map { try ProcessReading(of: $0.id) } }

  func stats() throws -> ServerStats? {
    let answer = try HTTPQuestion(path: "/api/stats", token: metricsToken)
      .ask(host: host, port: port)
    guard answer.status == 200 else {
      throw Problem("the server's stats were answered with status \(answer.status)")
    }
    return try ServerStats.read(answer.body)
  }

  /// Kills it, as a power cut would.
  func kill() { process?.end() }

  func end() throws {
    guard let process else { return }
    process.signal(SIGTERM)
    let status = try process.ended(within: Limits.endSeconds)
    process.end()
    guard status == 0 else {
      let how = status.map { "with status \($0)" } ?? "not"
      throw Problem("the server was told to end, and ended \(how):\n\(log)")
    }
  }
}
