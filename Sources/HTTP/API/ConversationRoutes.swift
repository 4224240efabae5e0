import HTTPTypes
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
    switch ConversationKind(rawValue: body.kind) {
    case .room: return try await openRoom(body, session.user)
    case .group: return try await openGroup(body, session.user)
    case .direct: return try await openDirect(body, session.user)
    case nil:
      throw Refusal(.invalid, "This is one of direct, group, room.", field: "kind")
    }
  }

  private func openRoom(_ body: NewConversationBody, _ owner: User) async throws -> Response {
    let time = Timestamp.now()
    let room = NewRoom(
      id: .make(at: time), title: try WrittenText.title(body.title ?? ""), owner: owner,
      createdAt: time)
    return try await services.conversation(after: .room(room), .created)
  }

  private func openGroup(_ body: NewConversationBody, _ owner: User) async throws -> Response {
    let time = Timestamp.now()
    let title = try WrittenText.title(body.title ?? "")
    var members: [UserID] = []
    guard let names = body.members, names.count < Limits.groupMembers else {
      throw Refusal(
        .invalid, "A group has \(Limits.groupMembers) members at most.", field: "members")
    }
    for name in names {
      let id = try await services.person(named: name, for: owner, field: "members").user.id
      if id != owner.id, !members.contains(id) { members.append(id) }
    }
    let group = NewGroup(
      id: .make(at: time), title: title, owner: owner, members: members, createdAt: time)
    return try await services.conversation(after: .group(group), .created, field: "members")
  }

  private func openDirect(_ body: NewConversationBody, _ opener: User) async throws -> Response {
    guard let name = body.with else {
      throw Refusal(.badRequest, "This is missing.", field: "with")
    }
    let time = Timestamp.now()
    let other = try await services.person(named: name, for: opener, field: "with").user.id
    let direct = NewDirect(
      id: .make(at: time), opener: opener, other: other, createdAt: time)
    return try await services.conversation(after: .direct(direct), .created, field: "with")
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

extension Services {
  /// Writes a change whose answer is a conversation, and gives that.
  ///
  /// - Parameters:
  ///   - status: where something was made; 200 where it was there.
  ///   - field: at fault where a refusal names none.
  func conversation(
    after change: Change, _ status: HTTPResponse.Status, field: String? = nil
  ) async throws -> Response {
    let outcome = await hub.commit(change)
    if case .refused(let refusal) = outcome, let field { throw refusal.about(field) }
    guard case .conversation(let conversation) = try outcome.result.get() else {
      preconditionFailure("this change is answered with a conversation, not \(outcome)")
    }
    let isMade = if case .done = outcome { true } else { false }
    return .json(ConversationBody(conversation: conversation), isMade ? status : .ok)
  }

  /// Somebody by their username, as a reader sees them.
  ///
  /// - Throws: ``Refusal`` `not_found`, naming them and `field`.
  func person(
    named name: String, for reader: User, field: String
  ) async throws -> Acquaintance {
    let profile = try await hub.store.profile(named: name.lowercased(), for: reader.id)
    guard let profile else { throw Refusal.noSuchUser.about(field, name) }
    return profile.person
  }
}

/// A conversation, and how far who has read it: `{conversation, reads?}`.
struct ConversationBody: Encodable {
  let conversation: Conversation
  var reads: [String: Int64]?
}
