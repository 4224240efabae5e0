import HubbubAccounts
import HubbubDomain
import HubbubStore

/// One list of an export, read a page at a time: twice, for people and for programs.
struct ExportList {
  typealias Take = ([ExportItem]) async throws -> Void

  /// The name of its file, without `.json`.
  let name: String
  let title: String
  /// Reads it from its beginning, and gives each page on.
  let read: (Take) async throws -> Void

  /// A list that is read as a whole.
  init(_ name: String, _ title: String, all: @escaping () async throws -> [ExportItem]) {
    self.init(name, title) { take in try await take(try await all()) }
  }

  init(_ name: String, _ title: String, read: @escaping (Take) async throws -> Void) {
    (self.name, self.title, self.read) = (name, title, read)
  }
}

/// All lists of one person's export, in the order they are shown.
struct ExportLists {
  let user: User
  let session: SessionID
  let store: any Store
  let accounts: Accounts

  /// Those of an export that has these files.
  func all(with files: ExportedFiles) -> [ExportList] {
    [
      ExportList("posts", "Posts", read: { try await posts($0, files) }),
      ExportList("comments", "Comments", read: comments),
      ExportList("likes", "Likes", read: likes),
      ExportList("friends", "Friends", all: { try await people(.friends) }),
      ExportList("requests", "Requests to be friends", all: requests),
      ExportList("blocks", "People you block", all: { try await people(.blocked) }),
      ExportList("notifications", "Notifications", read: notifications),
      ExportList("conversations", "Conversations", all: conversations),
      ExportList("messages", "Messages you wrote", read: { try await messages($0, files) }),
      ExportList("media", "Pictures, films and sounds", read: { try await media($0, files) }),
      ExportList("invites", "Invitations", read: invites),
      ExportList("reports", "What you reported", read: reports),
      ExportList("sessions", "Where you are logged in", all: sessions),
    ]
  }

  /// Reads page after page, each from where the one before ended.
  private func eachPage<Cursor>(
    _ take: ExportList.Take,
    _ read: (Cursor?) async throws -> (items: [ExportItem], next: Cursor?)
  ) async throws {
    var cursor: Cursor?
    repeat {
      let page = try await read(cursor)
      try await take(page.items)
      cursor = page.next
    } while cursor != nil
  }

  private func posts(_ take: ExportList.Take, _ files: ExportedFiles) async throws {
    try await eachPage(take) { before in
      let page = try await store.posts(
        .of(user.id), for: user.id, before: before, limit: Limits.exportedRows)
      let items = page.items.map {
        ExportItem(
          $0, text: $0.text, note: "for \($0.audience.rawValue)", at: $0.createdAt,
          figures: $0.media.map(files.figure))
      }
      return (items, page.next)
    }
  }

  private func comments(_ take: ExportList.Take) async throws {
    try await eachPage(take) { after in
      let some = try await store.comments(by: user.id, after: after, limit: Limits.exportedRows)
      let items = some.map {
        ExportItem($0, text: $0.text, note: "on post \($0.post)", at: $0.createdAt)
      }
      return (items, some.last?.id)
    }
  }

  private func likes(_ take: ExportList.Take) async throws {
    try await eachPage(take) { after in
      let some = try await store.likes(by: user.id, after: after, limit: Limits.exportedRows)
      let items = some.map { ExportItem($0, note: "post \($0.post)", at: $0.createdAt) }
      return (items, some.last?.post)
    }
  }

  private func people(_ list: PeopleList) async throws -> [ExportItem] {
    try await store.people(list, for: user.id, before: nil, limit: Limits.exportedPeople).items
      .map { ExportItem($0.user, note: $0.user.shownName) }
  }

  private func requests() async throws -> [ExportItem] {
    var items: [ExportItem] = []
    for (list, direction) in [(PeopleList.incoming, "incoming"), (.outgoing, "outgoing")] {
      items += try await store.people(
        list, for: user.id, before: nil, limit: Limits.exportedPeople
      ).items.map {
        ExportItem(
          RequestItem(direction: direction, user: $0.user),
          note: "\(direction): \($0.user.shownName)")
      }
    }
    return items
  }

  private func notifications(_ take: ExportList.Take) async throws {
    try await eachPage(take) { before in
      let page = try await store.notifications(
        of: user.id, before: before, limit: Limits.exportedRows)
      let items = page.items.map {
        ExportItem($0, note: "\($0.kind.rawValue): \($0.actor.shownName)", at: $0.createdAt)
      }
      return (items, page.next)
    }
  }

  private func conversations() async throws -> [ExportItem] {
    try await store.conversations(of: user.id).map {
      ExportItem(
        ConversationItem(id: $0.id, kind: $0.kind, title: $0.title, readSeq: $0.mark?.seq ?? 0),
        note: "\($0.kind.rawValue): \($0.title ?? "")")
    }
  }

  /// Those of conversations that one has left, too.
  private func messages(_ take: ExportList.Take, _ files: ExportedFiles) async throws {
    for conversation in try await store.conversationsWritten(by: user.id) {
      let topic = Topic.conversation(conversation)
      let head = try await store.heads([topic])[topic]?.head ?? 0
      for start in stride(from: 0, to: head, by: Limits.exportedRows) {
        let some = try await store.messages(
          of: conversation, by: user.id, after: start, upTo: start + Int64(Limits.exportedRows))
        try await take(
          some.map {
            ExportItem(
              $0, text: $0.text, note: "in \(conversation)", at: $0.createdAt,
              figures: $0.media.map(files.figure))
          })
      }
    }
  }

  private func media(_ take: ExportList.Take, _ files: ExportedFiles) async throws {
    try await eachPage(take) { after in
      let some = try await store.media(of: user.id, after: after, limit: Limits.exportedRows)
      return (some.map { MediaItem($0, files).exported }, some.last?.id)
    }
  }

  private func invites(_ take: ExportList.Take) async throws {
    try await eachPage(take) { before in
      let page = try await store.invites(
        of: user.id, before: before, limit: Limits.exportedRows)
      let items = page.items.map {
        ExportItem(
          InviteBody($0), note: "\($0.joined.count) of \($0.uses) came", at: $0.createdAt)
      }
      return (items, page.next)
    }
  }

  private func reports(_ take: ExportList.Take) async throws {
    try await eachPage(take) { after in
      let some = try await store.reports(by: user.id, after: after, limit: Limits.exportedRows)
      let items = some.map {
        ExportItem(
          ToldItem($0), text: $0.reason, note: "about \($0.author.shownName)", at: $0.createdAt)
      }
      return (items, some.last?.id)
    }
  }

  private func sessions() async throws -> [ExportItem] {
    try await accounts.sessions(of: user.id).map {
      ExportItem(SessionItem($0, asker: session), note: $0.userAgent, at: $0.createdAt)
    }
  }
}

private struct RequestItem: Encodable {
  let direction: String
  let user: User
}

/// A report without the words of others.
private struct ToldItem: Encodable {
  let id: ReportID
  let about: User
  let reason: String
  let state: ReportState
  let createdAt: Timestamp

  init(_ report: Report) {
    id = report.id
    about = report.author
    reason = report.reason
    state = report.state
    createdAt = report.createdAt
  }
}

/// A conversation without what others wrote in it.
private struct ConversationItem: Encodable {
  let id: ConversationID
  let kind: ConversationKind
  let title: String?
  let readSeq: Int64
}

extension User {
  /// How an export names somebody.
  fileprivate var shownName: String { "\(displayName) (@\(username))" }
}
