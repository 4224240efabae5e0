import HTTPTypes
import HubbubAccounts
import HubbubDomain
import HubbubHub
import HubbubMedia
import HubbubStore
import Hummingbird
import Logging

/// What admins look after: people, rooms, storage, and who may sign up.
struct AdminRoutes: Sendable {
  let services: Services

  private struct PersonChange: Decodable {
    let disabled: Bool?
    let role: String?
  }

  private struct SettingsChange: Decodable {
    let signup: String
  }

  // MARK: - People

  /// Answers `GET /api/admin/people?query=&before=&limit=`, `{items:[person], next}`: the
  /// newest accounts first, of all or of those whose username or name begins so.
  ///
  /// - Throws: ``Refusal`` `bad_request` with its field.
  /// - Bounds: ``Limits/listItems``, ``Limits/queryCharacters``.
  @Sendable func people(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let query = (request.query("query") ?? "").trimmed
    guard query.characterCount <= Limits.queryCharacters.upperBound else {
      throw Refusal(.badRequest, "One searches for 1 to 100 characters.", field: "query")
    }
    let page = try await services.hub.store.listedAccounts(
      named: query.isEmpty ? nil : query, before: try request.before(UserKind.self),
      limit: try request.limit())
    return .json(
      ListBody(items: page.items.map(AccountBody.init), next: page.next?.description))
  }

  /// Answers `PATCH /api/admin/people/{username}`, `{person}`: takes `{disabled?, role?}`.
  ///
  /// - Throws: ``Refusal`` `not_found`; `forbidden` for oneself; `invalid`, field `role`.
  @Sendable func changePerson(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let body = try await request.json(PersonChange.self)
    let role: Role? = try WrittenText.choice(ifAny: body.role, "role")
    let username = context.parameters.get("username")?.lowercased() ?? ""
    guard let account = try await services.hub.store.account(named: username) else {
      throw Refusal.noSuchUser
    }
    let id = account.user.id
    let change = AccountChange(
      of: id, isDisabled: body.disabled, role: role, by: session.user.id)
    _ = try await services.hub.commit(.changeAccount(change)).result.get()
    context.logger.info(
      "account changed",
      metadata: [
        "username": "\(username)", "disabled": "\(body.disabled.map(String.init) ?? "-")",
        "role": "\(body.role ?? "-")", "admin": "\(session.user.username)",
      ])
    guard let person = try await services.hub.store.listedAccount(id) else {
      throw Refusal.noSuchUser
    }
    return .json(PersonBody(person: AccountBody(person)))
  }

  // MARK: - Rooms

  /// Answers `PUT /api/admin/rooms/{id}/owner`, `{conversation}`: makes the asker the owner
  /// of a room, in which they are then.
  ///
  /// - Throws: ``Refusal`` `not_found` for what is no room.
  @Sendable func takeOver(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(ConversationsKind.self)
    let answer = try await services.hub.commit(
      .takeOver(id, by: session.user, at: .now())
    ).result.get()
    guard case .conversation(let conversation) = answer else {
      preconditionFailure("a room is answered with a conversation, not \(answer)")
    }
    context.logger.info(
      "room taken over", metadata: ["room": "\(id)", "admin": "\(session.user.username)"])
    return .json(RoomBody(conversation: conversation))
  }

  // MARK: - Storage

  /// Answers `GET /api/admin/storage`: `{database:{bytes}, media:{files, bytes,
  /// quotaBytes}, disk?:{freeBytes, totalBytes}, keepers:[person]}`, who keeps most first.
  ///
  /// - Bounds: ``Limits/keepersShown``.
  @Sendable func storage(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let storage = try await services.hub.store.storage(keepers: Limits.keepersShown)
    return .json(
      StorageBody(
        database: .init(bytes: storage.databaseBytes),
        media: .init(
          files: storage.mediaFiles, bytes: storage.mediaBytes,
          quotaBytes: services.settings.mediaQuotaBytes),
        disk: services.settings.mediaFolder.flatMap { DiskSpace(of: $0) },
        keepers: storage.keepers.map(AccountBody.init)))
  }

  // MARK: - Settings

  /// Answers `GET /api/admin/settings`: `{signup, signupFixed, publicURL?, version}`; fixed
  /// is what the operator has said.
  @Sendable func settings(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    .json(try await SettingsBody(services))
  }

  /// Answers `PATCH /api/admin/settings`, with what `GET` answers: takes `{signup}`.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `signup`; `forbidden` for what is fixed.
  @Sendable func changeSettings(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let mode: SignupMode = try WrittenText.choice(
      try await request.json(SettingsChange.self).signup, "signup")
    guard !services.settings.isSignupFixed else { throw Refusal.fixedByOperator }
    _ = try await services.hub.commit(.setSignup(mode, by: session.user.id)).result.get()
    context.logger.info(
      "signup changed",
      metadata: ["signup": "\(mode.rawValue)", "admin": "\(session.user.username)"])
    return .json(try await SettingsBody(services))
  }
}

/// A person as admins see them: a user with `role`, `disabled`, `createdAt`, `leftAt?` and
/// `mediaBytes`.
struct AccountBody: Encodable {
  private let person: ListedAccount

  init(_ person: ListedAccount) { self.person = person }

  private enum Key: String, CodingKey { case role, disabled, createdAt, leftAt, mediaBytes }

  func encode(to encoder: any Encoder) throws {
    try person.user.encode(to: encoder)
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(person.role.rawValue, forKey: .role)
    try body.encode(person.isDisabled, forKey: .disabled)
    try body.encode(person.createdAt, forKey: .createdAt)
    try body.encodeIfPresent(person.leftAt, forKey: .leftAt)
    try body.encode(person.mediaBytes, forKey: .mediaBytes)
  }
}

private struct PersonBody: Encodable {
  let person: AccountBody
}

private struct RoomBody: Encodable {
  let conversation: Conversation
}

private struct StorageBody: Encodable {
  struct Database: Encodable { let bytes: Int64 }

  struct Media: Encodable {
    let files: Int64
    let bytes: Int64
    let quotaBytes: Int64
  }

  let database: Database
  let media: Media
  let disk: DiskSpace?
  let keepers: [AccountBody]
}

private struct SettingsBody: Encodable {
  let signup: SignupMode
  let signupFixed: Bool
  let publicURL: String?
  let version: String

  init(_ services: Services) async throws {
    signup = try await services.signup()
    signupFixed = services.settings.isSignupFixed
    publicURL = services.settings.publicURL?.description
    version = services.settings.version
  }
}

extension Refusal {
  fileprivate static let fixedByOperator = Refusal(
    .forbidden, "This is set by HUBBUB_SIGNUP when the server starts.",
    field: "signup")
}
