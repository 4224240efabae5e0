import FoundationEssentials
import HTTPTypes
import HubbubDomain
import Hummingbird
import Logging

/// The pages, modules and styles of `Web/`: what a browser gets that is not the API.
struct StaticPages: Sendable {
  private enum Source {
    /// Made ready once, when the program starts.
    case ready(WebTrees)
    /// Read anew for each request.
    case live(LiveTrees)
  }

  private let source: Source

  /// Pages from files that stay as they are.
  ///
  /// - Throws: when the texts of a language cannot be read.
  init(files: [WebFile]) throws {
    self.init(.ready(try WebTrees(files, compresses: true)))
  }

  /// - Throws: when the folder cannot be read.
  init(_ files: WebFiles) throws {
    switch files {
    case .embedded: try self.init(files: try files.load())
    case .folder:
      let live = LiveTrees(files)
      _ = try live.now()
      self.init(.live(live))
    }
  }

  private init(_ source: Source) { self.source = source }

  /// Answers what belongs to the pages; nil for every other address.
  ///
  /// - Parameter visitor: who asks, nil for who is logged out; asked only
  ///   where the answer depends on it.
  /// - Parameter waitsForSetup: whether the first admin is still to be made.
  func answer(
    _ request: Request, visitor: () async throws -> Visitor?,
    waitsForSetup: () async throws -> Bool = { false }
  ) async throws -> Response? {
    guard request.method == .get || request.method == .head else { return nil }
    let path = request.uri.path
    if let file = StandingFile(path: path) {
      return try answer(request, file, for: try await visitor())
    }
    if let page = Page(path: path[...]) {
      if page == .setup {
        return try await waitsForSetup() ? try chosen(page.rawValue, for: nil, request) : nil
      }
      return try answer(request, page, for: try await visitor())
    }
    if path.hasPrefix("/assets/") {
      let parts = path.dropFirst("/assets/".count).split(separator: "/", maxSplits: 1)
      guard let name = parts.dropFirst().first else { return nil }
      return try await module(String(name), under: parts[0], for: request, visitor)
    }
    let name = String(path.dropFirst())
    if name.hasPrefix("client/") {
      return try trees().original.whole(name)?.response(to: request, .revalidated)
    }
    guard name.hasPrefix("favicon.") || name.hasPrefix("icons/") else { return nil }
    return try trees().original[name]?.response(to: request, .revalidated)
  }

  private func answer(
    _ request: Request, _ file: StandingFile, for visitor: Visitor?
  ) throws -> Response? {
    var response = try chosen(file.rawValue, for: visitor, request)
    if file == .worker { response?.headers[.contentSecurityPolicy] = PagePolicy.worker }
    return response
  }

  /// The page for an address that is none of ours.
  func notFound(_ request: Request, for visitor: Visitor?) throws -> Response? {
    try chosen("not-found.html", for: visitor, request, status: .notFound)
  }

  private func answer(
    _ request: Request, _ page: Page, for visitor: Visitor?
  ) throws -> Response? {
    let role = visitor?.role
    if page.isForGuests && role != nil {
      return Self.lead(to: Page.safeNext(request.uri.queryParameters["next"].map(String.init)))
    }
    if !page.isForGuests && role == nil {
      let wanted = request.uri.query.map { request.uri.path + "?" + $0 } ?? request.uri.path
      return Self.lead(to: "/login?next=" + Self.escape(wanted))
    }
    if page.isForAdmins && role != .admin {
      return try chosen("forbidden.html", for: visitor, request, status: .forbidden)
    }
    return try chosen(page.rawValue, for: visitor, request)
  }

  /// A file in the language of who asks.
  private func chosen(
    _ name: String, for visitor: Visitor?, _ request: Request, status: HTTPResponse.Status = .ok
  ) throws -> Response? {
    try trees().chosen(by: visitor, request)[name]?
      .response(to: request, status: status, .revalidated).chosenByLanguage()
  }

  /// A file under the hash of its language, the page for who is offline among them.
  ///
  /// Under another hash (of a page opened before the program changed) it is
  /// the same file, but not to be kept.
  private func module(
    _ name: String, under hash: Substring, for request: Request,
    _ visitor: () async throws -> Visitor?
  ) async throws -> Response? {
    let trees = try trees()
    guard let asset = trees.original[name],
      asset.type != .page || name == StandingFile.offline.rawValue
    else { return nil }
    if let own = trees.under(hash) { return own[name]?.response(to: request, .forever) }
    return try chosen(name, for: try await visitor(), request)
  }

  private func trees() throws -> WebTrees {
    switch source {
    case .ready(let trees): trees
    case .live(let trees): try trees.now()
    }
  }

  private static func lead(to path: String) -> Response {
    Response(
      status: .found,
      headers: [.location: path, .cacheControl: "no-store", .xContentTypeOptions: "nosniff"])
  }

  /// Percent-encodes all but the unreserved characters and `/`.
  ///
  /// - Source: RFC 3986 §2.3.
  private static func escape(_ text: String) -> String {
    let kept = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
    return text.utf8.map { byte in
      if kept.contains(byte) { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return byte < 16 ? "%0" + digits : "%" + digits
    }.joined()
  }
}

/// Puts the pages before the routes, and the page for what is not found behind them.
struct PagesMiddleware<Context: RequestContext>: RouterMiddleware {
  let pages: StaticPages
  /// Whose login a request carries; nil without one that holds.
  let visitor: @Sendable (Request, Context) async throws -> Visitor?
  /// Whether the first admin is still to be made.
  let waitsForSetup: @Sendable () async throws -> Bool

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let page = try await pages.answer(
      request, visitor: { try await visitor(request, context) }, waitsForSetup: waitsForSetup)
    if let page { return page }
    guard isForPeople(request) else { return try await next(request, context) }
    do {
      let response = try await next(request, context)
      guard response.status == .notFound else { return response }
      return try pages.notFound(request, for: try await visitor(request, context)) ?? response
    } catch let error as HTTPError where error.status == .notFound {
      let visitor = try await visitor(request, context)
      guard let page = try pages.notFound(request, for: visitor) else { throw error }
      return page
    }
  }

  /// Whether an address that does not exist is answered with a page: outside
  /// of what programs ask for.
  private func isForPeople(_ request: Request) -> Bool {
    guard request.method == .get || request.method == .head else { return false }
    let path = request.uri.path
    return !["/api/", "/ws", "/assets/", "/client/", "/avatars/"].contains { path.hasPrefix($0) }
  }
}
