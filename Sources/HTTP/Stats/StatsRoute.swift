import HTTPTypes
import HubbubAccounts
import HubbubDomain
import HubbubHub
import HubbubStats
import Hummingbird
import NIOCore

/// What an operator sees of this server: `docs/stats.md` tells what each figure is.
struct StatsRoute: Sendable {
  let services: Services

  /// Answers `GET /api/stats`.
  ///
  /// For an admin, or a bearer of ``HTTPSettings/metricsToken``.
  ///
  /// - Throws: ``Refusal`` `unauthorized` without a login, `forbidden` for who is no admin.
  @Sendable func stats(_ request: Request, _ context: HubbubContext) async throws -> Response {
    try await admit(services.facts(of: request, context).credentials)
    return .json(await services.statsTree())
  }

  /// Answers `GET /metrics`: the same figures as Prometheus reads them, for the same people.
  ///
  /// - Throws: as ``stats(_:_:)`` does.
  @Sendable func metrics(_ request: Request, _ context: HubbubContext) async throws -> Response {
    try await admit(services.facts(of: request, context).credentials)
    let reading = await services.reading()
    var metrics = PrometheusText()
    for figure in Catalogue.figures { metrics.add(figure, from: reading) }
    return Response(
      status: .ok, headers: [.contentType: PrometheusText.contentType],
      body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.text)))
  }

  private func admit(_ credentials: Credentials) async throws {
    if let token = services.settings.metricsToken, let bearer = credentials.bearer,
      Crypto.areEqual(bearer, token)
    {
      return
    }
    guard let session = try await services.authenticator.session(of: credentials) else {
      throw Refusal.unauthorized
    }
    guard session.role == .admin else {
      throw Refusal(.forbidden, "Only an admin may see this.")
    }
  }
}

extension Services {
  /// All figures, and by name the rooms and people who stand out.
  func statsTree() async -> FigureTree {
    let reading = await reading()
    var tree = FigureTree.object([:])
    tree.put(.text("\(reading.at)"), at: "at")
    tree.put(.text(reading.version), at: "version")
    for figure in Catalogue.figures { tree.put(figure, from: reading) }
    let rooms = await hub.busiestRooms(of: reading.hub)
    tree.put(.array(rooms.map(FigureTree.init)), at: "hub.busiestRooms")
    let slowest = reading.hub.slowestConsumers
    tree.put(.array(slowest.map(FigureTree.init)), at: "hub.slowestConsumers")
    return tree
  }

  /// Tells the figures on the topic `stats` too.
  func tellStats() {
    hub.tellStats { await statsTree().json }
  }
}

extension FigureTree {
  fileprivate init(_ room: BusyRoom) {
    var members: [String: FigureTree] = [
      "id": .text("\(room.id)"), "kind": .text(room.kind.rawValue),
      "deliveriesPerSecond": .number(room.deliveriesPerSecond),
      "listeners": .integer(room.listeners),
    ]
    members["title"] = room.title.map(FigureTree.text)
    self = .object(members)
  }

  fileprivate init(_ socket: StalledSocket) {
    self = .object([
      "socket": .text("\(socket.id)"), "username": .text(socket.username),
      "outboxBytes": .integer(socket.outboxBytes),
      "stalledSeconds": .number(socket.stalled / .seconds(1)),
    ])
  }
}
