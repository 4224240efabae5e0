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
}

/// All lists of one person's export, in the order they are shown.
struct ExportLists {
  let user: User
  let session: SessionID
  let store: any Store
  let accounts: Accounts
  let words: ExportWords

  /// Those of an export that has these files.
  func all(with files: ExportedFiles) -> [ExportList] {
    [
      list(.posts, read: { try await posts($0, files) }),
      list(.comments, read: comments),
      list(.likes, read: likes),
      list(.friends, all: { try await people(.friends) }),
      list(.requests, all: requests),
      list(.blocks, all: { try await people(.blocked) }),
      list(.notifications, read: notifications),
      list(.conversations, all: conversations),
      list(.messages, read: { try await messages($0, files) }),
      list(.media, read: { try await media($0, files) }),
      list(.invites, read: invites),
      list(.reports, read: reports),
      list(.sessions, all: sessions),
    ]
  }

  private func list(
    _ title: ExportText, all: @escaping () async throws -> [ExportItem]
  ) -> ExportList {
    list(title) { take in try await take(try await all()) }
  }

  private func list(
    _ title: ExportText, read: @escaping (ExportList.Take) async throws -> Void
  ) -> ExportList {
    ExportList(name: "\(title)", title: words.say(title), read: read)
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
          $0, text: $0.text, note: words.readers($0.audience), at: $0.createdAt,
          figures: $0.media.map(files.figure))
      }
      return (items, page.next)
    }
  }

  private func comments(_ take: ExportList.Take) async throws {
    try await eachPage(take) { after in
      let some = try await store.comments(by: user.id, after: after, limit: Limits.exportedRows)
      let items = some.map {
        ExportItem(
          $0, text: $0.text, note: words.say(.onPost, ["post": "\($0.post)"]), at: $0.createdAt)
      }
      return (items, some.last?.id)
    }
  }

  private func likes(_ take: ExportList.Take) async throws {
    try await eachPage(take) { after in
      let some = try await store.likes(by: user.id, after: after, limit: Limits.exportedRows)
      let items = some.map {
        ExportItem($0, note: words.say(.post, ["post": "\($0.post)"]), at: $0.createdAt)
      }
      return (items, some.last?.post)
    }
  }

  private func people(_ list: PeopleList) async throws -> [ExportItem] {
    try await store.people(list, for: user.id, before: nil, limit: Limits.exportedPeople).items
      .map { ExportItem($0.user, note: words.name($0.user)) }
  }

  private func requests() async throws -> [ExportItem] {
    var items: [ExportItem] = []
    for (list, direction, text) in [
      (PeopleList.incoming, "incoming", ExportText.wantsToBeFriends),
      (.outgoing, "outgoing", .asked),
    ] {
      items += try await store.people(
        list, for: user.id, before: nil, limit: Limits.exportedPeople
      ).items.map {
        ExportItem(
          RequestItem(direction: direction, user: $0.user),
          note: words.say(text, ["name": words.name($0.user)]))
      }
    }
    return items
  }

  private func notifications(_ take: ExportList.Take) async throws {
    try await eachPage(take) { before in
      let page = try await store.notifications(
        of: user.id, before: before, limit: Limits.exportedRows)
      let items = page.items.map {
        ExportItem($0, note: words.deed($0), at: $0.createdAt)
      }
      return (items, page.next)
    }
  }

  private func conversations() async throws -> [ExportItem] {
    try await store.conversations(of: user.id).map {
      ExportItem(
        ConversationItem(id: $0.id, kind: $0.kind, title: $0.title, readSeq: $0.mark?.seq ?? 0),
        note: words.name(of: $0.kind, $0.title))
    }
  }

  /// Those of conversations that one has left, too.
  private func messages(_ take: ExportList.Take, _ files: ExportedFiles) async throws {
    for conversation in try await store.conversationsWritten(by: user.id) {
      let topic = Topic.conversation(conversation)
      let note = words.say(.inConversation, ["conversation": "\(conversation)"])
      let head = try await store.heads([topic])[topic]?.head ?? 0
      for start in stride(from: 0, to: head, by: Limits.exportedRows) {
        let some = try await store.messages(
          of: conversation, by: user.id, after: start, upTo: start + Int64(Limits.exportedRows))
        try await take(
          some.map {
            ExportItem(
              $0, text: $0.text, note: note, at: $0.createdAt,
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
          InviteBody($0),
          note: words.say(.came, ["count": "\($0.joined.count)", "all": "\($0.uses)"]),
          at: $0.createdAt)
      }
      return (items, page.next)
    }
  }

  private func reports(_ take: ExportList.Take) async throws {
    try await eachPage(take) { after in
      let some = try await store.reports(by: user.id, after: after, limit: Limits.exportedRows)
      let items = some.map {
        ExportItem(
          ToldItem($0), text: $0.reason, note: words.say(.about, ["name": words.name($0.author)]),
          at: $0.createdAt)
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
