import HubbubDomain
import HubbubStore
import HubbubTesting

@testable import HubbubHub

extension ConversationWorld {
  func differences(from model: ConversationModel) async throws -> [String] {
    for device in devices { try await device.listener?.socket.catchUp() }
    var differences = try heard().flatMap { model.told.differences(from: $0) }
    for person in cast.users.indices {
      let (expected, found) = (model.sight(of: person), try await sight(of: person))
      for change in found.difference(from: expected) {
        switch change {
        case .insert(_, let line, _): differences.append("\(person) sees: \(line)")
        case .remove(_, let line, _): differences.append("\(person) does not see: \(line)")
        }
      }
    }
    return differences
  }

  /// All that a person sees, a line each, as a model says it.
  func sight(of person: Int) async throws -> [String] {
    let user = cast.users[person].id
    let list = try await place.store.conversations(of: user).map { number(of: $0.id) }
    var lines = ["list \(list)"]
    for number in conversations.indices { lines += try await sight(of: number, for: person) }
    let bell = try await place.store.notifications(of: user, before: nil, limit: 100)
    lines += bell.items.map(words).sorted()  // two who ring at once come in either order
    return lines + ["\(bell.unread) wait on the bell"]
  }

  private func sight(of number: Int, for person: Int) async throws -> [String] {
    let (id, user) = (conversations[number], cast.users[person].id)
    let found = try await place.store.conversation(id, for: user)
    let reads = try await place.store.reads(of: id, for: user)
      .map { (cast.number($0.key), $0.value) }.sorted { $0.0 < $1.0 }
    return [found.map { "\(shown($0, to: person))" } ?? "\(number) is hidden"]
      + (try await messages(of: number, for: person))
      + ["reads \(reads.map { "\($0.0) at \($0.1)" })"]
  }

  private func messages(of number: Int, for person: Int) async throws -> [String] {
    do {
      let page = try await place.store.messages(
        of: conversations[number], .latest, limit: 100, for: cast.users[person].id)
      return page.items.map(words)
    } catch let refusal as Refusal where refusal.code == .notFound {
      return try await blockedMessages(of: number) ?? ["\(number) has no messages to read"]
    }
  }

  private func words(_ message: Message) -> String {
    let mine = message.mine.map { $0.sorted() } ?? []
    return "\(spoiled(cast.shown(message)))" + (mine.isEmpty ? "" : ", mine \(mine)")
  }

  private func shown(
    _ found: Conversation, to person: Int
  ) -> ConversationModel.ShownConversation {
    let shown = ConversationModel.ShownConversation(
      id: number(of: found.id), kind: found.kind.rawValue, title: found.title,
      count: Int(found.memberCount),
      members: found.members.map { "\(cast.number($0.user.id)) \($0.role.rawValue)" },
      head: Int(found.lastSeq), messages: Int(found.messages),
      mark: ConversationModel.Mark(
        seq: Int(found.mark?.seq ?? -1), number: Int(found.mark?.number ?? -1)),
      unread: Int(found.unread), role: found.role?.rawValue,
      last: found.lastMessage.map { Int($0.seq) })
    return spoiled(shown, isOwn: found.lastMessage?.author.id == cast.users[person].id)
  }

  private func words(_ entry: Notification) -> String {
    let seq = entry.place?.seq.map { "\($0)" } ?? "-"
    return "bell: \(entry.kind.rawValue) by \(cast.number(entry.actor.id)) in "
      + "\(entry.place.map { number(of: $0.conversation) } ?? -1) at \(seq), read \(entry.isRead)"
  }

  func page(
    of number: Int, _ stretch: ConversationModel.Stretch, _ limit: Int, for person: Int
  ) async throws -> String {
    let range: MessageRange =
      switch stretch {
      case .latest: .latest
      case .after(let seq): .after(Int64(seq))
      case .before(let seq): .before(Int64(seq))
      }
    do {
      let page = try await place.store.messages(
        of: conversations[number], range, limit: limit, for: cast.users[person].id)
      return "\(page.items.map(\.seq)), more \(page.hasMore)"
    } catch let refusal as Refusal {
      return refusal.code.rawValue
    }
  }
}
