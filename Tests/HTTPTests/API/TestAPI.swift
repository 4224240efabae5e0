import HTTPTypes
import HubbubDomain
import HubbubHub
import HubbubMedia
import HubbubStore
import HubbubTesting
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import NIOPosix

@testable import HubbubAccounts
@testable import HubbubHTTP

/// The API before a real store, asked without a network between.
///
/// It is called `hub.example`, and nobody is held to a rate unless a test says so.
final class TestAPI: Sendable {
  let store: SQLiteStore
  let clock = ManualClock()
  /// Where pictures are kept, and the key of second factors.
  let folder: TemporaryFolder
  let services: Services
  let routes: [(method: HTTPRequest.Method, path: String)]
  private let respond: @Sendable (Request, HubbubContext) async throws -> Response

  init(
    store: SQLiteStore? = nil, passwords: PasswordPool = PasswordPool(),
    _ configure: (inout HTTPSettings) -> Void = { _ in }
  ) throws {
    let (clock, store) = (clock, try store ?? temporaryStore())
    folder = try TemporaryFolder()
    var settings = HTTPSettings()
    settings.limitsRates = false
    settings.mediaFolder = folder.path
    configure(&settings)
    let loops = MultiThreadedEventLoopGroup.singleton
    let hub = Hub(store: store, loops: loops, logger: .silent())
    let accounts = Accounts(
      store: store, passwords: passwords,
      guards: settings.limitsRates ? Guards(now: { clock.instant }) : nil,
      factors: FactorSecrets(keyFile: folder.path + "/hubbub.key", logger: .silent()),
      setupKey: settings.setupKey, now: { clock.timestamp }, commit: { await hub.commit($0) })
    self.store = store
    services = Services(
      hub: hub, accounts: accounts, settings: settings,
      pictures: Pictures(of: hub, settings, logger: .silent()),
      media: MediaLibrary(of: hub, settings, logger: .silent()))
    let router = Router(context: HubbubContext.self)
    addAPIRoutes(to: router, services: services)
    routes = router.routes.map { ($0.method, $0.path.description) }
    let responder = router.buildResponder()
    respond = { try await responder.respond(to: $0, context: $1) }
  }

  deinit {
    // Its writer would go on, and keep the store's folder.
    Task { [hub = services.hub] in await hub.drain(patience: .zero) }
  }

  // MARK: - Asking

  /// Asks as whoever a bearer token names.
  func ask(
    _ method: HTTPRequest.Method, _ path: String, token: String? = nil, body: String? = nil,
    sending picture: [UInt8]? = nil, headers: HTTPFields = [:], from address: String = "192.0.2.1"
  ) async throws -> APIAnswer {
    var headers = headers
    if let token { headers[.authorization] = "Bearer \(token)" }
    let head = HTTPRequest(
      method: method, scheme: nil, authority: "hub.example", path: path, headerFields: headers)
    let request = Request(
      head: head,
      body: .init(buffer: picture.map { ByteBuffer(bytes: $0) } ?? ByteBuffer(string: body ?? "")))
    let response = try await respond(request, try Self.context(from: address))
    return APIAnswer(
      status: response.status.code, headers: response.headers,
      body: try await bytes(response))
  }

  private static func context(from address: String) throws -> HubbubContext {
    let channel = EmbeddedChannel()
    channel.remoteAddress = try SocketAddress(ipAddress: address, port: 50_000)
    return HubbubContext(
      source: ApplicationRequestContextSource(channel: channel, logger: .silent()))
  }

  // MARK: - People

  /// Makes an account; returns it with a token that opens it.
  func person(_ name: String, role: Role = .member) async throws -> Person {
    let user = try await store.addUser(name, role: role, at: clock.timestamp)
    let (session, token) = try await store.addSession(of: user, at: clock.timestamp)
    return Person(user: user, session: session, token: token)
  }

  struct Person: Sendable {
    let user: User
    let session: Session
    let token: String

    /// What a browser shows for it over http.
    var cookie: String { "hubbub_session=\(token)" }
  }
}

/// What the API answered.
struct APIAnswer: Sendable {
  let status: Int
  let headers: HTTPFields
  let body: ByteBuffer

  var text: String { String(buffer: body) }
  /// The answer's JSON; null where it has none.
  var json: JSON { (try? JSON(utf8: body.readableBytesView)) ?? .null }
  /// The refusal's code, if it is one.
  var code: String? { json.error.code.string }
  var field: String? { json.error.field.string }

  func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}
