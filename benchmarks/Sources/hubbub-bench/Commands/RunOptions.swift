import ArgumentParser

/// What every scenario may be told.
struct RunOptions: ParsableArguments {
  @Option(help: "The server's program; by default the repository's release build.")
  var hubbub: String?

  @Option(help: "Measure a server that runs already, at http://127.x.y.z:PORT.")
  var url: String?

  @Option(help: "With --url: what `hubbub seed --tokens` wrote.")
  var tokens: String?

  @Option(help: "With --url: what `hubbub seed --room-ids` wrote.")
  var roomIds: String?

  @Option(help: "With --url: the server's process, whose CPU and memory are to be measured.")
  var pid: Int32?

  @Option(help: "With --url: its HUBBUB_METRICS_TOKEN, for the system calls per delivery.")
  var metricsToken: String?

  @Option(
    help: "NAME=VALUE in the environment of the server that is started, e.g. HUBBUB_EVENT_LOOPS=2.")
  var serverEnv: [String] = []

  @Option(help: "Cores of the server: numbers with commas, or all. By default core 0.")
  var serverCores: Cores = Machine.coreCount > 1 ? .only([0]) : .all

  @Option(help: "Cores of the load: numbers with commas, or all. By default all but core 0.")
  var loadCores: Cores = Machine.coreCount > 1 ? .only(Array(1..<Machine.coreCount)) : .all

  @Option(help: "Sockets of one worker process at most; by default what the limit of files allows.")
  var socketsPerWorker: Int?

  @Option(help: "Runs, each with a fresh server; their medians are compared.")
  var runs = 1

  @Flag(help: "One JSON object on standard output instead of a table.")
  var json = false

  @Flag(help: "Keep the result as one of record, in benchmarks/results, unless it is wrong.")
  var record = false

  func validate() throws {
    try Bounds.check("--runs", runs, Limits.runs)
    try socketsPerWorker.map {
      try Bounds.check("--sockets-per-worker", $0, 1...OpenFiles.socketsOfOneWorker)
    }
    if url != nil, tokens == nil || roomIds == nil {
      throw ValidationError("--url wants --tokens and --room-ids")
    }
    if url == nil, tokens != nil || roomIds != nil || pid != nil || metricsToken != nil {
      throw ValidationError("--tokens, --room-ids, --pid and --metrics-token go with --url")
    }
    guard url == nil || runs == 1 else {
      throw ValidationError("--runs wants a fresh server each time: not with --url")
    }
    guard !record || url == nil && serverEnv.isEmpty else {
      throw ValidationError("--record is for a server that is started here, as it is by itself")
    }
    guard serverEnv.allSatisfy({ $0.contains("=") }) else {
      throw ValidationError("--server-env is NAME=VALUE")
    }
  }

  /// The settings for the server, by name.
  var serverEnvironment: [String: String] {
    let pairs = serverEnv.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    return Dictionary(pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }) { $1 }
  }
}
