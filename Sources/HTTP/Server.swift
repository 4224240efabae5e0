import HubbubDomain
public import HubbubHub
import HubbubMedia
import Hummingbird
public import Logging
public import NIOCore
public import ServiceLifecycle

/// All that listens: API, pages, probes and sockets, on one port.
///
/// It runs until its task is told to shut down gracefully; then it drains, in
/// this order: it is not ready any more, its sockets are told to come back
/// later, what is being asked is answered, nothing listens.
///
/// - Bounds: ``Limits/drainPatience`` for the sockets, ``Limits/shutdownPatience`` for all.
public struct Server: Service, CustomStringConvertible {
  private let settings: ServerSettings
  private let listener: Listener
  private let drain: ServerDrain
  private let sweep: PictureSweep
  private let mediaSweep: MediaSweep
  private let erasure: ErasureSweep
  private let searchFilling: SearchFilling
  private let logger: Logger

  /// Puts everything together before `hub`.
  ///
  /// - Parameters:
  ///   - loops: those that the hub knows, since its sockets live on them.
  ///   - onListening: called once, with the port.
  /// - Throws: when the folder of the pages cannot be read.
  public init(
    hub: Hub, settings: ServerSettings, loops: any EventLoopGroup, logger: Logger,
    onListening: @escaping @Sendable (_ port: Int) -> Void
  ) throws {
    let pictures = Pictures(of: hub, settings.http, logger: logger)
    let media = MediaLibrary(of: hub, settings.http, logger: logger)
    let services = Services(
      hub: hub, settings: settings.http, pictures: pictures, media: media,
      webFolder: settings.webFolder, logger: logger)
    mediaSweep = MediaSweep(hub: hub, media: media, pictures: pictures, logger: logger)
    sweep = PictureSweep(pictures: pictures)
    erasure = ErasureSweep(accounts: services.accounts, pictures: pictures, logger: logger)
    searchFilling = SearchFilling(hub: hub, logger: logger)
    services.tellStats()
    let health = Health(of: hub, logger: logger)
    let pages = try StaticPages(services.webFiles)
    let admission = ServerAdmission(
      services: services, hasDevEcho: settings.hasDevEcho, logger: logger)
    self.settings = settings
    self.logger = logger
    drain = ServerDrain(hub: hub, health: health)
    let router = Self.router(services, health, pages).buildResponder()
    listener = Listener(
      host: settings.host, port: settings.port, loops: loops,
      http: HTTPConnections(
        responder: HTTPConnections.responder(router, logger: logger),
        tellCut: services.counts.cut),
      admit: admission.admit, tellRefused: admission.count, tellRest: services.counts.rested,
      onListening: onListening, logger: logger)
  }

  public var description: String { "server" }

  /// Listens until it is told to shut down gracefully, and drains then.
  ///
  /// - Throws: ``CannotListen``.
  public func run() async throws {
    // The last is told first: sockets and what they wait for need those before it.
    var configuration = ServiceGroupConfiguration(
      services: [listener, drain, sweep, mediaSweep, erasure, searchFilling] as [any Service],
      logger: logger)
    configuration.maximumGracefulShutdownDuration = Limits.shutdownPatience
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch is CancellationError {
      logger.warning("some requests were cut off at the end")
    } catch {
      throw CannotListen(error, settings) ?? error
    }
  }
}
