import HubbubAccounts
import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// The search through messages, posts and people.
struct SearchRoutes: Sendable {
  let services: Services

  /// Answers `GET /api/search?query=&in=messages|posts|people&before=&limit=`.
  ///
  /// `{items:[{message|post|user, snippet?, marks?}], next}`, the newest first. Each
  /// word of `query` is the beginning of one in the text; people whose names have
  /// them come before those whose bio has. `marks` are `[[from, to]]` in
  /// UTF-16 code units of `snippet`. A page may be short and still have a `next`.
  ///
  /// - Throws: ``Refusal`` `bad_request`, field `query`, `in`, `before` or `limit`.
  /// - Bounds: ``Limits/searchCharacters``, ``Limits/searchedRows``, ``Limits/listItems``.
  @Sendable func search(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let query = (request.query("query") ?? "").trimmed
    guard Limits.searchCharacters.contains(query.characterCount) else {
      throw Refusal(.badRequest, "One searches for 1 to 100 characters.", field: "query")
    }
    let kind = try Self.kind(request)
    let page = try await services.hub.store.search(
      kind, for: query, as: session.user.id, before: try Self.before(request, in: kind),
      limit: try request.limit())
    return .json(ListBody(items: page.items.map(FoundBody.init), next: page.next?.description))
  }

  private static func kind(_ request: Request) throws(Refusal) -> Searched {
    guard let name = request.query("in") else { return .messages }
    guard let kind = Searched(rawValue: name) else {
      throw Refusal(.badRequest, "One searches in messages, posts or people.", field: "in")
    }
    return kind
  }

  private static func before(
    _ request: Request, in kind: Searched
  ) throws(Refusal) -> SearchCursor? {
    guard let text = request.query("before") else { return nil }
    guard let cursor = SearchCursor(text), kind == .people || !cursor.isAmongBios else {
      throw Refusal(.badRequest, "This list cannot be continued from there.", field: "before")
    }
    return cursor
  }
}

/// Something that was found, by what it is: `{message|post|user, snippet?, marks?}`.
private struct FoundBody: Encodable {
  let found: Found

  private enum Key: String, CodingKey { case message, post, user, snippet, marks }

  func encode(to encoder: any Encoder) throws {
    var body = encoder.container(keyedBy: Key.self)
    switch found.thing {
    case .message(let message): try body.encode(message, forKey: .message)
    case .post(let post): try body.encode(post, forKey: .post)
    case .person(let person): try body.encode(AcquaintanceBody(person: person), forKey: .user)
    }
    guard let excerpt = found.excerpt else { return }
    try body.encode(excerpt.text, forKey: .snippet)
    try body.encode(excerpt.marks.map { [$0.lowerBound, $0.upperBound] }, forKey: .marks)
  }
}
