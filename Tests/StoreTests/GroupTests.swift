import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubStore

/// Conversations that nobody may look into: no change makes one yet, but
/// what is asked of them must already be right.
@Suite struct GroupTests {
  private let store: SQLiteStore
  private let members: [User]
  private let stranger: User
  private let group: ConversationID

  init() async throws {
    store = try temporaryStore()
    members = try await store.addUsers(50, named: "member")
    stranger = try await store.addUser("stranger")
    group = try await store.addRoom(
      "Secret", owner: members[0], members: Array(members.dropFirst()))
    let id = group
    _ = try await store.writing {
      try $0.run("UPDATE conversation SET kind = 'group' WHERE id = ?", id)
    }
  }

  @Test func `a group is not there for who is not in it`() async throws {
    #expect(try await store.conversation(group, for: stranger.id) == nil)
    let found = try await store.rooms(matching: "", for: members[0].id, before: nil, limit: 10)
    #expect(found.items.isEmpty)
    let join = try await store.commit(.join(group, stranger, at: .now()))
    #expect(join.result == .failure(.noSuchConversation))
  }

  @Test func `a member and the hub see a group`() async throws {
    #expect(try await store.conversation(group, for: members[1].id)?.kind == .group)
    let opening = try await store.read(.conversation(group), after: 0, limit: 1, as: .hub)
    guard case .conversation(let seen)? = opening.first?.body else {
      Issue.record("\(opening)")
      return
    }
    #expect(seen.memberCount == 50)
  }

  @Test func `50 members hear how far one has read, 51 do not`() async throws {
    for (seats, tells) in [(50, true), (51, false)] {
      if seats == 51 { try await seat(stranger) }
      let seq = try await store.addMessage("hi", by: members[0], in: group)
      let outcome = try await store.commit(.read(group, by: members[1].id, seq: seq))
      guard case .done(_, let events) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      let told = Event(
        topic: .conversation(group), seq: nil, body: .read(group, members[1].id, seq: seq))
      #expect(events.contains(told) == tells, "\(seats) members")
    }
  }

  private func seat(_ user: User) async throws {
    let id = group
    try await store.writing { db in
      try db.addMember(user.id, .member, of: id, at: .now())
      try db.run("UPDATE conversation SET member_count = member_count + 1 WHERE id = ?", id)
    }
  }
}
