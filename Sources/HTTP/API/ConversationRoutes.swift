import HTTPTypes
import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// Conversations, who is in them, and what was said.
struct ConversationRoutes: Sendable {
  let services: Services

  private struct NewConversationBody: Decodable {
    let kind: String
    let title: String?
  }

  /// Answers `GET /api/conversations`: all that one is in, `{items, next:null}`.
  @Sendable func list(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let conversations = try await services.hub.store.conversations(of: session.user.id)
    return .json(ListBody(items: conversations, next: nil))
  }

  /// Answers `POST /api/conversations`: opens a room.
  ///
  /// Takes `{kind:"room", title}`; answers 201 `{conversation}` with the asker
  /// as its owner.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `kind` or `title`.
  /// - Bounds: ``Limits/titleCharacters``.
  @Sendable func create(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let body = try await request.json(NewConversationBody.self)
    guard ConversationKind(rawValue: body.kind) == .room else {
      throw Refusal(.invalid, "Only rooms can be opened yet.", field: "kind")
    }
    let time = Timestamp.now()
    let room = NewRoom(
      id: .make(at: time), title: try WrittenText.title(body.title ?? ""), owner: session.user,
      createdAt: time)
    return try await written(.room(room), .created)
  }

  /// Answers `GET /api/conversations/{id}`: `{conversation}`.
  ///
  /// - Throws: ``Refusal`` `not_found` unless one is in it or it is a room.
  @Sendable func read(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(ConversationsKind.self)
    guard let found = try await services.hub.store.conversation(id, for: session.user.id) else {
      throw Refusal.noSuchConversation
    }
    return .json(ConversationBody(conversation: found))
  }

  /// Answers `GET /api/conversations/{id}/messages?after=|before=&limit=`.
  ///
  /// `{items:[message], hasMore}`, ascending by seq; without a number the
  /// newest. `hasMore` is meant in the direction that was asked for.
  ///
  /// - Throws: ``Refusal`` `not_found` for who is not in it; `bad_request`
  ///   with its field.
  /// - Bounds: ``Limits/listItems``.
  @Sendable func messages(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(ConversationsKind.self)
    let page = try await services.hub.store.messages(
      of: id, try Self.range(request), limit: try request.limit(), for: session.user.id)
    return .json(MessagesBody(items: page.items, hasMore: page.hasMore))
  }

  /// Answers `PUT /api/conversations/{id}/members/{username}`: joins a room.
  ///
  /// 200 `{conversation}`, also for who is in it already.
  ///
  /// - Throws: ``Refusal`` `not_found`; `forbidden` for another's name.
  @Sendable func join(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(ConversationsKind.self)
    try Self.checkOneself(context, session)
    return try await written(.join(id, session.user, at: .now()), .ok)
  }

  /// Answers `DELETE /api/conversations/{id}/members/{username}` with 204: leaves a room.
  ///
  /// - Throws: ``Refusal`` `not_found`, `not_member`; `forbidden` for another's name.
  @Sendable func leave(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(ConversationsKind.self)
    try Self.checkOneself(context, session)
    _ = try await services.hub.commit(.leave(id, session.user)).result.get()
    return .done
  }

  /// Answers `GET /api/rooms?query=&before=&limit=`: `{items:[conversation], next}`.
  ///
  /// Rooms whose title contains `query`, newest first; all without one.
  ///
  /// - Throws: ``Refusal`` `bad_request` with its field.
  /// - Bounds: ``Limits/queryCharacters``, ``Limits/listItems``.
  @Sendable func rooms(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let query = request.query("query") ?? ""
    guard Limits.queryCharacters.contains(query.characterCount) else {
      throw Refusal(.badRequest, "One searches for 100 characters at most.", field: "query")
    }
    return .json(
      ListBody(
        try await services.hub.store.rooms(
          matching: query, for: session.user.id,
          before: try request.before(ConversationsKind.self), limit: try request.limit())))
  }

  /// Writes a change whose answer is a conversation, and gives that.
  private func written(
    _ change: Change, _ status: HTTPResponse.Status
  ) async throws -> Response {
    let answer = try await services.hub.commit(change).result.get()
    guard case .conversation(let conversation) = answer else {
      preconditionFailure("this change is answered with a conversation, not \(answer)")
    }
    return .json(ConversationBody(conversation: conversation), status)
  }

  private static func checkOneself(
    _ context: HubbubContext, _ session: Session
  ) throws(Refusal) {
    guard context.parameters.get("username")?.lowercased() == session.user.username else {
      throw Refusal(.forbidden, "Everybody joins and leaves a room by themselves.")
    }
  }

  private static func range(_ request: Request) throws(Refusal) -> MessageRange {
    let after = try request.seq("after")
    let before = try request.seq("before")
    if request.query("around") != nil {
      throw Refusal(.badRequest, "Messages cannot be read around one yet.", field: "around")
    }
    switch (after, before) {
    case (nil, nil): return .latest
    case (let after?, nil): return .after(after)
    case (nil, let before?): return .before(before)
    case (.some, .some):
      throw Refusal(.badRequest, "Messages are read after or before one.", field: "before")
    }
  }
}

private struct ConversationBody: Encodable {
  let conversation: Conversation
}

private struct MessagesBody: Encodable {
  let items: [Message]
  let hasMore: Bool
}
