import ArgumentParser
import HubbubAccounts
import HubbubDomain
import HubbubHTTP
import HubbubHub
import HubbubStore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
  import Glibc
#endif

/// `hubbub serve`: answers until it is told to end.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serves pages, API and sockets until SIGTERM or SIGINT.")

  @OptionGroup(title: "Where") var common: ConfigurationFlags
  @OptionGroup(title: "Settings") var server: ServerFlags
  @Flag(help: "Serves a sample community from a temporary folder, and says how to log in.")
  var demo = false

  func validate() throws {
    guard !demo || common.dataDir == nil else {
      throw ValidationError("--demo has a folder of its own: leave out --data-dir")
    }
  }

  func run() async throws {
    try await Console(isJSON: false).run {
      let flags = common.given.merging(server.given) { first, _ in first }
      guard demo else { return try await Self.serve(Configuration.read(flags: flags)) }
      try await DemoFolder.with { folder in
        let own = flags.merging(["data-dir": folder]) { _, own in own }
        try await Self.serve(Configuration.read(flags: own), isDemo: true)
      }
    }
  }

  private static func serve(_ configuration: Configuration, isDemo: Bool = false) async throws {
    let logger = JSONLogHandler.logger(configuration.logLevel)
    // A reader of our output that went away must not take us with it.
    signal(SIGPIPE, SIG_IGN)
    let store = try SQLiteStore.open(
      folder: configuration.dataFolder, logger: logger, maxPages: configuration.databaseMaxPages)
    do {
      let demo = isDemo ? try await DemoCommunity.make(in: store, at: .now()) : nil
      try await run(on: store, configuration, demo, logger)
    } catch {
      try await store.close()
      throw error
    }
    try await store.close()
    logger.info("ended")
  }

  /// Answers until a signal ends it.
  private static func run(
    on store: SQLiteStore, _ configuration: Configuration, _ demo: DemoCommunity?,
    _ logger: Logger
  ) async throws {
    let threads =
      configuration.eventLoops
      ?? min(AvailableCores.count ?? System.coreCount, Limits.eventLoops)
    let loops = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    let forHub = configuration.forHub(openFiles: OpenFiles.raiseLimit())
    logger.info(
      "starting",
      metadata: [
        "version": "\(Version.text)", "eventLoops": "\(threads)", "sockets": "\(forHub.sockets)",
      ])
    let hub = Hub(store: store, loops: loops, configuration: forHub, logger: logger)
    let control = ControlService(
      folder: configuration.dataFolder,
      desk: UserDesk(store: hub.store) { await hub.commit($0) }, logger: logger)
    var settings = configuration.forServer
    settings.http.setupKey = try await store.hasAdmin() ? nil : SetupKey()
    let server = try Server(
      hub: hub, settings: settings, loops: loops, logger: logger
    ) { [key = settings.http.setupKey] port in
      let address =
        configuration.publicURL?.description ?? "http://\(configuration.urlHost):\(port)"
      if let demo {
        Announcement.say(
          "a demo: open \(address) and log in as \(demo.names), password \(demo.password)", logger)
      }
      if let key {
        Announcement.say("nobody is admin here yet: open \(address)/setup#key=\(key.text)", logger)
      }
      Console.writeOutput("listening on http://\(configuration.urlHost):\(port)")
    }
    var services: [any Service] = [server, control, Deadline(logger: logger)]
    if let demo { services.append(DemoLife(community: demo, hub: hub, loops: loops)) }
    try await ServiceGroup(
      services: services,
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
    ).run()
  }
}

/// Ends the program when it does not end by itself.
private struct Deadline: Service, CustomStringConvertible {
  let logger: Logger

  var description: String { "deadline" }

  /// Begins to count when the end begins.
  func run() async throws {
    try await gracefulShutdown()
    logger.info("draining")
    let logger = logger
    // Detached, since it must outlive what it watches; `exit` ends it.
    Task.detached {
      try await Task.sleep(for: Limits.shutdownDeadline)
      logger.error("the end took too long")
      _exit(EXIT_FAILURE)
    }
  }
}
