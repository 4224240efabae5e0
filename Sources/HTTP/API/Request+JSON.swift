import FoundationEssentials
import HubbubDomain
import Hummingbird
import NIOCore

extension Request {
  /// Reads the body as JSON.
  ///
  /// - Throws: ``Refusal`` `bad_request`, with the field that is missing or of
  ///   the wrong sort; `too_large` above ``Limits/bodyBytes``.
  func json<Body: Decodable>(_ type: Body.Type) async throws -> Body {
    let bytes = try await body.collect(upTo: Limits.bodyBytes)
    do {
      return try JSONDecoder().decode(type, from: Data(bytes.readableBytesView))
    } catch let error as DecodingError {
      throw Refusal(error)
    }
  }

  /// A number of the query, `normal` when it is not given.
  ///
  /// - Throws: ``Refusal`` `bad_request` for what is no such number.
  func limit() throws(Refusal) -> Int {
    guard let text = query("limit") else { return Limits.listItemsByDefault }
    guard let limit = Int(text), Limits.listItems.contains(limit) else {
      throw Refusal(.badRequest, "A list has 1 to 100 entries.", field: "limit")
    }
    return limit
  }

  /// Where a list goes on: an id, or nil for its beginning.
  ///
  /// - Throws: ``Refusal`` `bad_request` for what was never a cursor.
  func before<Kind>(_ kind: Kind.Type) throws(Refusal) -> Identifier<Kind>? {
    guard let text = query("before") else { return nil }
    guard let id = Identifier<Kind>(text) else {
      throw Refusal(.badRequest, "This list cannot be continued from there.", field: "before")
    }
    return id
  }

  /// A message's number in the query.
  ///
  /// - Throws: ``Refusal`` `bad_request` for what is no such number.
  func seq(_ name: String) throws(Refusal) -> Int64? {
    guard let text = query(name) else { return nil }
    guard let seq = Int64(text), seq >= 0 else {
      throw Refusal(.badRequest, "A message's number is a whole number.", field: name)
    }
    return seq
  }

  /// One parameter of the query, its percent signs decoded.
  func query(_ name: String) -> String? { uri.queryParameters[name[...]].map(String.init) }
}

extension HubbubContext {
  /// The id in the path.
  ///
  /// - Throws: ``Refusal`` `not_found`: what is no id names nothing.
  func id<Kind>(_ kind: Kind.Type) throws(Refusal) -> Identifier<Kind> {
    guard let id = parameters.get("id").flatMap({ Identifier<Kind>($0) }) else {
      throw .noSuchAddress
    }
    return id
  }
}

extension Refusal {
  fileprivate init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, _):
      self.init(.badRequest, "This is missing.", field: key.stringValue)
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      let field = context.codingPath.first?.stringValue
      let reason = field == nil ? "This is not the JSON we need." : "This cannot be read."
      self.init(.badRequest, reason, field: field)
    @unknown default:
      self.init(.badRequest, "This is not the JSON we need.")
    }
  }
}
