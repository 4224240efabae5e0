import HTTPTypes
import HubbubAccounts
import HubbubDomain
import Hummingbird

/// Adds routes to a router, and knows which methods each path has.
struct RouteTable {
  typealias GuestHandler = @Sendable (Request, HubbubContext) async throws -> Response
  typealias MemberHandler = @Sendable (Request, HubbubContext, Session) async throws -> Response

  private static let everyMethod: [HTTPRequest.Method] = [
    .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
  ]

  private let router: Router<HubbubContext>
  private let services: Services
  private var methods: [String: [HTTPRequest.Method]] = [:]

  init(router: Router<HubbubContext>, services: Services) {
    self.router = router
    self.services = services
  }

  /// Adds a route that anybody may ask.
  ///
  /// What answers GET answers HEAD too.
  mutating func guest(
    _ method: HTTPRequest.Method, _ path: String, _ handler: @escaping GuestHandler
  ) {
    add(method, path, handler)
    guard method == .get else { return }
    add(.head, path) { try await handler($0, $1).createHeadResponse() }
  }

  /// Adds a route that wants a login.
  ///
  /// - Parameter writes: the changes that asking it counts as; by default one, where
  ///   the method is to change something.
  mutating func member(
    _ method: HTTPRequest.Method, _ path: String, writes: Int? = nil,
    _ handler: @escaping MemberHandler
  ) {
    let services = services
    let writes = writes ?? (method == .get ? 0 : 1)
    guest(method, path) { request, context in
      let credentials = services.facts(of: request, context).credentials
      guard let session = try await services.authenticator.session(of: credentials) else {
        throw Refusal.unauthorized
      }
      services.noteUse(of: session)
      if writes > 0 { try services.accounts.admitWrite(by: session.user.id, counting: writes) }
      return try await handler(request, context, session)
    }
  }

  /// Adds a route for admins alone.
  mutating func admin(
    _ method: HTTPRequest.Method, _ path: String, _ handler: @escaping MemberHandler
  ) {
    member(method, path) { request, context, session in
      guard session.role == .admin else { throw Refusal.onlyAdmins }
      return try await handler(request, context, session)
    }
  }

  /// Answers 405 to the methods that a path does not have.
  ///
  /// To be called last.
  func refuseOtherMethods() {
    for (path, allowed) in methods {
      let names = allowed.map(\.rawValue).sorted().joined(separator: ", ")
      for method in Self.everyMethod where !allowed.contains(method) {
        router.on(RouterPath(stringLiteral: path), method: method) { _, _ -> Response in
          throw RefusedWith(refusal: .methodNotAllowed, headers: [.allow: names])
        }
      }
    }
  }

  private mutating func add(
    _ method: HTTPRequest.Method, _ path: String, _ handler: @escaping GuestHandler
  ) {
    methods[path, default: []].append(method)
    router.on(RouterPath(stringLiteral: path), method: method, use: handler)
  }
}
