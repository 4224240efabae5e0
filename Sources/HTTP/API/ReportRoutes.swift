import HTTPTypes
import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird
import Logging

/// Telling the admins of something, and what they decide.
struct ReportRoutes: Sendable {
  let services: Services

  private struct NewBody: Decodable {
    let post: String?
    let message: ReportedMessage?
    let user: String?
    let reason: String
  }

  private struct SettleBody: Decodable {
    let state: String
  }

  /// Answers `POST /api/reports`, 201 `{report:{id, state}}`; the same again is the same report
  /// as long as the reason and what is seen are.
  ///
  /// Takes `{post|message|user, reason}`: the id of a post or message, or of a message
  /// `{conversation, seq}`; of a person the username or id.
  ///
  /// - Throws: ``Refusal`` `invalid` with its field; `not_found` for what one cannot see;
  ///   `forbidden` with too many waiting.
  /// - Bounds: ``Limits/reasonCharacters``, ``Limits/openReports``.
  @Sendable func create(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let body = try await request.json(NewBody.self)
    let reason = try WrittenText.reason(body.reason)
    let subject = try await subject(body)
    let report = NewReport(
      id: .make(), reporter: session.user.id, subject: subject, reason: reason, createdAt: .now())
    let answer = try await services.hub.commit(.report(report)).result.get()
    guard case .reported(let id) = answer else {
      preconditionFailure("a report is answered with a report, not \(answer)")
    }
    return .json(MadeBody(report: .init(id: id, state: .open)), .created)
  }

  private func subject(_ body: NewBody) async throws -> Reported {
    switch (body.post, body.message, body.user) {
    case (let post?, nil, nil):
      guard let id = PostID(post) else { throw Refusal.noSuchPost }
      return .post(id)
    case (nil, let message?, nil): return .message(try await place(of: message))
    case (nil, nil, let user?): return .user(try await person(user))
    default:
      throw Refusal(
        .invalid, "A report is about one post, one message or one person.", field: "post")
    }
  }

  private func place(of message: ReportedMessage) async throws -> MessagePlace {
    switch message {
    case .place(let place): return place
    case .id(let id):
      guard let place = try await services.hub.store.place(of: id) else {
        throw Refusal.noSuchMessage
      }
      return place
    }
  }

  /// Whose name it is; that of somebody too who blocks the one who tells.
  private func person(_ name: String) async throws -> UserID {
    if let id = UserID(name) { return id }
    let profile = try await services.hub.store.profile(named: name.lowercased(), for: .hub)
    guard let profile else { throw Refusal.noSuchUser }
    return profile.person.user.id
  }

  /// Answers `GET /api/admin/reports?state=&before=&limit=`, `{items:[report], next}`: those
  /// that wait (`state=open`, by default) or those that were decided (`state=settled`).
  ///
  /// - Throws: ``Refusal`` `bad_request` with its field.
  @Sendable func list(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let state = request.query("state") ?? "open"
    guard ["open", "settled"].contains(state) else {
      throw Refusal(.badRequest, "Reports are open or settled.", field: "state")
    }
    let page = try await services.hub.store.reports(
      waiting: state == "open", before: try request.before(ReportKind.self),
      limit: try request.limit())
    return .json(
      ListBody(items: page.items.map(ReportBody.init), next: page.next?.description))
  }

  /// Answers `PATCH /api/admin/reports/{id}` with 204.
  ///
  /// Takes `{state}`: `dismissed`, `removed`, which removes the post or message, or `acted`
  /// where something else was done. All reports about it are decided. One that was may go
  /// further, from dismissed to acted on to removed.
  ///
  /// - Throws: ``Refusal`` `not_found`; `forbidden`, field `state`, where it was decided so
  ///   or further; `invalid`.
  @Sendable func settle(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(ReportKind.self)
    let state: ReportState = try WrittenText.choice(
      try await request.json(SettleBody.self).state, "state")
    guard state != .open else {
      throw Refusal(.invalid, "A report is dismissed, removed or acted on.", field: "state")
    }
    _ = try await services.hub.commit(
      .settleReport(id, as: state, by: session.user.id, at: .now())
    ).result.get()
    context.logger.info(
      "report settled",
      metadata: [
        "report": "\(id)", "state": "\(state.rawValue)", "admin": "\(session.user.username)",
      ])
    return .done
  }
}

/// A message by its id, or by its place.
private enum ReportedMessage: Decodable {
  case id(MessageID)
  case place(MessagePlace)

  private enum Key: String, CodingKey { case conversation, seq }

  init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      guard let id = MessageID(text) else { throw Refusal.noSuchMessage }
      self = .id(id)
      return
    }
    let body = try decoder.container(keyedBy: Key.self)
    let conversation = ConversationID(try body.decode(String.self, forKey: .conversation))
    guard let conversation else { throw Refusal.noSuchMessage }
    self = .place(MessagePlace(conversation, try body.decode(Int64.self, forKey: .seq)))
  }
}

private struct MadeBody: Encodable {
  let report: Made

  struct Made: Encodable {
    let id: ReportID
    let state: ReportState
  }
}

/// A report as admins see it: what was reported is in `evidence`, as it was then.
private struct ReportBody: Encodable {
  let report: Report

  private enum Key: String, CodingKey {
    case id, kind, post, conversation, seq, reporter, author, reason, evidence, state, createdAt
    case settledBy
  }

  private enum EvidenceKey: String, CodingKey {
    case username, displayName, avatar, text, media, createdAt
  }

  func encode(to encoder: any Encoder) throws {
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(report.id, forKey: .id)
    switch report.subject {
    case .post(let id):
      try body.encode("post", forKey: .kind)
      try body.encode(id, forKey: .post)
    case .message(let place):
      try body.encode("message", forKey: .kind)
      try body.encode(place.conversation, forKey: .conversation)
      try body.encode(place.seq, forKey: .seq)
    case .user: try body.encode("user", forKey: .kind)
    }
    try body.encode(report.reporter, forKey: .reporter)
    try body.encode(report.author, forKey: .author)
    try body.encode(report.reason, forKey: .reason)
    try body.encode(report.state, forKey: .state)
    try body.encode(report.createdAt, forKey: .createdAt)
    try body.encodeIfPresent(report.settledBy, forKey: .settledBy)
    var evidence = body.nestedContainer(keyedBy: EvidenceKey.self, forKey: .evidence)
    try evidence.encode(report.evidence.username, forKey: .username)
    try evidence.encode(report.evidence.displayName, forKey: .displayName)
    if report.subject == .user(report.author.id) {
      let shown = report.author.with(picture: report.evidence.picture)
      try evidence.encode(shown.avatar, forKey: .avatar)
    }
    try evidence.encode(report.evidence.text, forKey: .text)
    try evidence.encode(report.evidence.media, forKey: .media)
    try evidence.encode(report.evidence.writtenAt, forKey: .createdAt)
  }
}
