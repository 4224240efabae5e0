import FoundationEssentials
import HTTPTypes
import HubbubDomain
import Hummingbird
import Logging

/// The pages, modules and styles of `Web/`: what a browser gets that is not the API.
struct StaticPages: Sendable {
  private enum Source {
    /// Made ready once, when the program starts.
    case ready(WebAssets)
    /// Read anew for each request.
    case live(WebFiles)
  }

  private let source: Source

  /// Pages from files that stay as they are.
  init(files: [WebFile]) { self.init(.ready(WebAssets(files, compresses: true))) }

  /// - Throws: when the folder cannot be read.
  init(_ files: WebFiles) throws {
    let loaded = try files.load()
    switch files {
    case .embedded: self.init(files: loaded)
    case .folder: self.init(.live(files))
    }
  }

  private init(_ source: Source) { self.source = source }

  /// Answers what belongs to the pages; nil for every other address.
  ///
  /// - Parameter role: of who asks, nil for who is logged out; asked only
  ///   where the answer depends on it.
  /// - Parameter waitsForSetup: whether the first admin is still to be made.
  func answer(
    _ request: Request, role: () async throws -> Role?,
    waitsForSetup: () async throws -> Bool = { false }
  ) async throws -> Response? {
    guard request.method == .get || request.method == .head else { return nil }
    let path = request.uri.path
    if let file = StandingFile(path: path) { return try answer(request, file) }
    if let page = Page(path: path[...]) {
      if page == .setup {
        return try await waitsForSetup() ? try answer(request, page) : nil
      }
      return try answer(request, page, as: try await role())
    }
    if path.hasPrefix("/assets/") {
      let parts = path.dropFirst("/assets/".count).split(separator: "/", maxSplits: 1)
      guard let name = parts.dropFirst().first else { return nil }
      return try module(String(name), under: parts[0], for: request)
    }
    let name = String(path.dropFirst())
    if name.hasPrefix("client/") {
      return try assets().whole(name)?.response(to: request, .revalidated)
    }
    guard name.hasPrefix("favicon.") || name.hasPrefix("icons/") else { return nil }
    return try assets()[name]?.response(to: request, .revalidated)
  }

  private func answer(_ request: Request, _ file: StandingFile) throws -> Response? {
    guard var response = try assets()[file.rawValue]?.response(to: request, .revalidated)
    else { return nil }
    if file == .worker { response.headers[.contentSecurityPolicy] = PagePolicy.worker }
    return response
  }

  /// The page for an address that is none of ours.
  func notFound(_ request: Request) throws -> Response? {
    try assets()["not-found.html"]?.response(to: request, status: .notFound, .revalidated)
  }

  private func answer(_ request: Request, _ page: Page, as role: Role?) throws -> Response? {
    if page.isForGuests && role != nil {
      return Self.lead(to: Page.safeNext(request.uri.queryParameters["next"].map(String.init)))
    }
    if !page.isForGuests && role == nil {
      let wanted = request.uri.query.map { request.uri.path + "?" + $0 } ?? request.uri.path
      return Self.lead(to: "/login?next=" + Self.escape(wanted))
    }
    if page.isForAdmins && role != .admin {
      return try assets()["forbidden.html"]?.response(
        to: request, status: .forbidden, .revalidated)
    }
    return try answer(request, page)
  }

  private func answer(_ request: Request, _ page: Page) throws -> Response? {
    try assets()[page.rawValue]?.response(to: request, .revalidated)
  }

  /// A file under the hash.
  ///
  /// Under another hash (of a page opened before the program changed) it is
  /// the same file, but not to be kept.
  private func module(
    _ name: String, under hash: Substring, for request: Request
  ) throws -> Response? {
    let assets = try assets()
    guard let asset = assets[name], asset.type != .page else { return nil }
    return asset.response(to: request, hash == assets.hash ? .forever : .revalidated)
  }

  private func assets() throws -> WebAssets {
    switch source {
    case .ready(let assets): assets
    case .live(let files): WebAssets(try files.load(), compresses: false)
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
  /// The role of the login that a request carries; nil without one that holds.
  let role: @Sendable (Request, Context) async throws -> Role?
  /// Whether the first admin is still to be made.
  let waitsForSetup: @Sendable () async throws -> Bool

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let page = try await pages.answer(
      request, role: { try await role(request, context) }, waitsForSetup: waitsForSetup)
    if let page { return page }
    guard isForPeople(request) else { return try await next(request, context) }
    do {
      let response = try await next(request, context)
      guard response.status == .notFound else { return response }
      return try pages.notFound(request) ?? response
    } catch let error as HTTPError where error.status == .notFound {
      guard let page = try pages.notFound(request) else { throw error }
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
