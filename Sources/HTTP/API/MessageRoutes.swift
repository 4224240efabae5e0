import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// What was said in a conversation.
struct MessageRoutes: Sendable {
  let services: Services

  private struct TextBody: Decodable {
    let text: String
  }

  /// Answers `GET /api/conversations/{id}/messages?after=|before=|around=&limit=`.
  ///
  /// `{items:[message], hasMore, hasMoreBefore?, hasMoreAfter?}`, ascending by seq;
  /// without a number the newest. `hasMore` is meant in the direction that was asked
  /// for; around a number either, and the other two tell which.
  ///
  /// - Throws: ``Refusal`` `not_found` for who is not in it; `bad_request`
  ///   with its field.
  /// - Bounds: ``Limits/listItems``.
  @Sendable func list(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(ConversationsKind.self)
    let page = try await services.hub.store.messages(
      of: id, try Self.range(request), limit: try request.limit(), for: session.user.id)
    return .json(
      MessagesBody(
        items: page.items, hasMore: page.hasMore, hasMoreBefore: page.hasMoreBefore,
        hasMoreAfter: page.hasMoreAfter))
  }

  /// Answers `PATCH /api/conversations/{id}/messages/{seq}`, `{message}`: takes `{text}`.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `text`; `not_found`, `not_member`,
  ///   `blocked`; `forbidden` for another's message, and after ``Limits/editTime``.
  @Sendable func edit(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let place = try context.messagePlace()
    let text = try WrittenText.message(try await request.json(TextBody.self).text)
    return try await changed(.editMessage(place, by: session.user, to: text, at: .now()))
  }

  /// Answers `DELETE /api/conversations/{id}/messages/{seq}` with 204.
  ///
  /// - Throws: ``Refusal`` `not_found`, `not_member`, `blocked`; `forbidden` for
  ///   another's message.
  @Sendable func delete(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let place = try context.messagePlace()
    _ = try await services.hub.commit(.deleteMessage(place, by: session.user)).result.get()
    return .done
  }

  /// Answers `PUT …/messages/{seq}/reactions/{emoji}`: `{message}`.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `emoji`, for what is not in
  ///   ``Reaction/palette``; `not_found`, `not_member`, `blocked`.
  @Sendable func react(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    try await react(context, session, given: true)
  }

  /// Answers `DELETE …/messages/{seq}/reactions/{emoji}`: `{message}`.
  @Sendable func takeBack(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    try await react(context, session, given: false)
  }

  private func react(
    _ context: HubbubContext, _ session: Session, given: Bool
  ) async throws -> Response {
    let place = try context.messagePlace()
    let text = context.parameters.get("emoji").flatMap(\.percentDecoded) ?? ""
    guard let emoji = Reaction.emoji(text) else {
      throw Refusal(
        .invalid, "This is one of \(Reaction.palette.joined(separator: " ")).", field: "emoji")
    }
    return try await changed(
      .react(place, Reacted(user: session.user.id, emoji: emoji, given: given)))
  }

  private func changed(_ change: Change) async throws -> Response {
    let answer = try await services.hub.commit(change).result.get()
    guard case .changedMessage(let message) = answer else {
      preconditionFailure("this is answered with a message, not \(answer)")
    }
    return .json(MessageBody(message: message))
  }

  private static func range(_ request: Request) throws(Refusal) -> MessageRange {
    let after = try request.seq("after")
    let before = try request.seq("before")
    let around = try request.seq("around")
    switch (after, before, around) {
    case (nil, nil, nil): return .latest
    case (let after?, nil, nil): return .after(after)
    case (nil, let before?, nil): return .before(before)
    case (nil, nil, let around?): return .around(around)
    default:
      throw Refusal(
        .badRequest, "Messages are read after, before or around one.",
        field: before == nil ? "around" : "before")
    }
  }
}

extension HubbubContext {
  /// The conversation and the message in the path.
  ///
  /// - Throws: ``Refusal`` `not_found`: what is no number names no message.
  fileprivate func messagePlace() throws(Refusal) -> MessagePlace {
    guard let seq = parameters.get("seq").flatMap({ Int64($0) }) else { throw .noSuchMessage }
    return MessagePlace(try id(ConversationsKind.self), seq)
  }
}

private struct MessagesBody: Encodable {
  let items: [Message]
  let hasMore: Bool
  let hasMoreBefore: Bool?
  let hasMoreAfter: Bool?
}

private struct MessageBody: Encodable {
  let message: Message
}
