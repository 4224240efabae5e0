import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let lists = [
    StoreCheck("conversations come with the last written first", sortsConversations),
    StoreCheck("rooms are found by their title", findsRooms),
    StoreCheck("a room lists its first members", listsMembers),
  ]

  private static func sortsConversations(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let company = try await StoreCompany.gather(in: store)
    let (ada, noon) = (company.ada, StoreCompany.noon)
    let old = try await store.addRoom("Old", owner: ada, at: noon + .seconds(1))
    let new = try await store.addRoom("New", owner: ada, at: noon + .seconds(2))
    try await store.addRoom("Not hers", owner: company.bob, at: noon + .seconds(3))
    func order() async throws -> [ConversationID] {
      try await store.conversations(of: ada.id).map(\.id)
    }
    findings.expect(try await order(), is: [new, old, company.room], "the order at first")
    try await store.addMessage("hi", by: ada, in: company.room, at: noon + .seconds(9))
    findings.expect(try await order(), is: [company.room, new, old], "the order after a message")
    try await store.addMessage("hi", by: ada, in: old, at: noon + .seconds(9))
    findings.expect(
      try await order(), is: [old, company.room, new], "the order of one moment: newer room first")
    try await store.make(.leave(old, ada))
    findings.expect(try await order(), is: [company.room, new], "the order after leaving")
  }

  private static func findsRooms(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = try await store.addUser("ada")
    for title in ["Garden", "Kitchen GARDEN", "Attic", "100%_", "ÄRGER"] {
      try await store.addRoom(title, owner: ada)
    }
    let searches = [
      ("", ["ÄRGER", "100%_", "Attic", "Kitchen GARDEN", "Garden"]),
      ("garden", ["Kitchen GARDEN", "Garden"]), ("ATT", ["Attic"]), ("%_", ["100%_"]),
      ("a_t", []), ("ärg", ["ÄRGER"]),
    ]
    for (query, titles) in searches {
      let page = try await store.rooms(matching: query, for: ada.id, before: nil, limit: 10)
      findings.expect(page.items.map(\.title), is: titles, "what \(query) finds")
    }
    let first = try await store.rooms(matching: "", for: ada.id, before: nil, limit: 2)
    findings.expect(first.next, is: first.items.last?.id, "where the first page ends")
    let second = try await store.rooms(matching: "", for: ada.id, before: first.next, limit: 3)
    findings.expect(
      second.items.map(\.title), is: ["Attic", "Kitchen GARDEN", "Garden"], "the second page")
    findings.expect(second.next, is: nil, "what follows it")
  }

  private static func listsMembers(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = try await store.addUser("ada")
    let others = try await store.addUsers(Limits.listedMembers + 5)
    let id = try await store.addRoom("Full", owner: ada, members: others)
    guard let room = try await store.conversation(id, for: ada.id) else {
      return findings.note("the room is not there")
    }
    findings.expect(room.memberCount, is: Int64(Limits.listedMembers + 6), "the count")
    findings.expect(room.members.count, is: Limits.listedMembers, "how many are listed")
    let first = ([ada] + others).sorted { $0.id < $1.id }.prefix(Limits.listedMembers)
    findings.expect(room.members.map(\.user), is: Array(first), "who is listed")
  }
}
