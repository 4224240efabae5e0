import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// Conversations: which there are, and how new ones begin.
struct ConversationRoutes: Sendable {
  let services: Services

  private struct NewConversationBody: Decodable {
    let kind: String
    let title: String?
    let members: [String]?
    let with: String?
  }

  private struct TitleBody: Decodable {
    let title: String
  }

  /// Answers `GET /api/conversations`: all that one is in, `{items, next:null}`.
  @Sendable func list(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let conversations = try await services.hub.store.conversations(of: session.user.id)
    return .json(ListBody(items: conversations, next: nil))
  }

  /// Answers `POST /api/conversations`, `{conversation}`: opens a room, a group, or
  /// the one conversation of two people.
  ///
  /// Takes `{kind:"direct", with}`, `{kind:"group", title, members}` or
  /// `{kind:"room", title}`; 201, or 200 for a conversation of two that is there.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `kind`, `title`, `members` or `with`;
  ///   `not_found` for who is unknown or blocks the asker; `blocked` for whom they
  ///   block; `forbidden` for who takes messages from friends only.
  /// - Bounds: ``Limits/titleCharacters``, ``Limits/groupMembers``,
  ///   ``Limits/conversations``.
  @Sendable func create(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let body = try await request.json(NewConversationBody.self)
    switch try WrittenText.choice(body.kind, "kind") as ConversationKind {
    case .room:
      let title = try WrittenText.title(body.title ?? "")
      return try await services.conversation(
        after: Self.opening(.room, title, with: [], by: session.user), .created)
    case .group:
      let title = try WrittenText.title(body.title ?? "")
      let members = try await members(body, beside: session.user)
      return try await services.conversation(
        after: Self.opening(.group, title, with: members, by: session.user), .created,
        field: "members")
    case .direct:
      return try await services.conversation(
        after: try await openingDirect(body, by: session.user), .created, field: "with")
    }
  }

  private static func opening(
    _ kind: ConversationKind, _ title: String, with members: [UserID], by owner: User
  ) -> Change {
    let time = Timestamp.now()
    return .open(
      NewConversation(
        id: .make(at: time), kind: kind, title: title, owner: owner, members: members,
        createdAt: time))
  }

  /// Whom a new group is to have beside its owner, each once.
  private func members(_ body: NewConversationBody, beside owner: User) async throws -> [UserID] {
    guard let names = body.members, names.count < Limits.groupMembers else {
      throw Refusal(
        .invalid, "A group has \(Limits.groupMembers) members at most.", field: "members")
    }
    var members: [UserID] = []
    for name in names {
      let id = try await services.person(named: name, for: owner, field: "members").user.id
      if id != owner.id, !members.contains(id) { members.append(id) }
    }
    return members
  }

  private func openingDirect(
    _ body: NewConversationBody, by opener: User
  ) async throws -> Change {
    guard let name = body.with else {
      throw Refusal(.badRequest, "This is missing.", field: "with")
    }
    let other = try await services.person(named: name, for: opener, field: "with").user.id
    let time = Timestamp.now()
    return .direct(
      NewDirect(id: .make(at: time), opener: opener, other: other, createdAt: time))
  }

  /// Answers `GET /api/conversations/{id}`: `{conversation, reads:{USERID:seq}}`.
  ///
  /// `reads` is how far the members have read who let others know, in conversations
  /// of two and groups up to ``Limits/tellingMembers``.
  ///
  /// - Throws: ``Refusal`` `not_found` unless one is in it or it is a room.
  @Sendable func read(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(ConversationsKind.self)
    let store = services.hub.store
    guard let found = try await store.conversation(id, for: session.user.id) else {
      throw Refusal.noSuchConversation
    }
    let reads = try await store.reads(of: id, for: session.user.id)
    return .json(
      ConversationBody(
        conversation: found,
        reads: Dictionary(uniqueKeysWithValues: reads.map { ($0.key.description, $0.value) })))
  }

  /// Answers `PATCH /api/conversations/{id}`, `{conversation}`: takes `{title}`.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `title`; `not_found`, `not_member`;
  ///   `forbidden` for who is neither owner nor admin, and in a conversation of two.
  @Sendable func retitle(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(ConversationsKind.self)
    let title = try WrittenText.title(try await request.json(TitleBody.self).title)
    return try await services.conversation(after: .retitle(id, to: title, by: session.user), .ok)
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
}

/// A conversation, and how far who has read it: `{conversation, reads?}`.
struct ConversationBody: Encodable {
  let conversation: Conversation
  var reads: [String: Int64]?
}
