import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// The bell.
struct NotificationRoutes: Sendable {
  let services: Services

  private struct ReadBody: Decodable {
    let upTo: String
  }

  /// Answers `GET /api/notifications?before=&limit=`: `{items, next, unread}`.
  ///
  /// The newest first; each is `{id, kind, actor, post?, createdAt, read}`.
  ///
  /// - Throws: ``Refusal`` `bad_request` with its field.
  /// - Bounds: ``Limits/listItems``.
  @Sendable func list(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let bell = try await services.hub.store.notifications(
      of: session.user.id, before: try request.seq("before"), limit: try request.limit())
    return .json(
      BellBody(items: bell.items, next: bell.next.map(String.init), unread: bell.unread))
  }

  /// Answers `POST /api/notifications/read`: `{unread}`.
  ///
  /// Takes `{upTo}`, the id of the newest that was seen: it and all before
  /// are read, on all devices.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `upTo`.
  @Sendable func markRead(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    guard let seq = Int64(try await request.json(ReadBody.self).upTo), seq >= 0 else {
      throw Refusal(.invalid, "This is no notification's id.", field: "upTo")
    }
    let answer = try await services.hub.commit(.readNotifications(session.user.id, upTo: seq))
      .result.get()
    guard case .notifications(let unread) = answer else {
      preconditionFailure("this is answered with what is unread, not \(answer)")
    }
    return .json(UnreadBody(unread: unread))
  }
}

private struct BellBody: Encodable {
  let items: [Notification]
  let next: String?
  let unread: Int64

  private enum Key: String, CodingKey { case items, next, unread }

  func encode(to encoder: any Encoder) throws {
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(items, forKey: .items)
    try body.encode(next, forKey: .next)
    try body.encode(unread, forKey: .unread)
  }
}

private struct UnreadBody: Encodable {
  let unread: Int64
}
