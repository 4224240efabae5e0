import HubbubActors
import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@Suite struct ConversationRulesTests {
  private let room = ConversationID.make()
  private let noon = Timestamp(milliseconds: 1_000_000)
  private let ada = User(id: .make(), username: "ada", displayName: "Ada")
  private let bob = User(id: .make(), username: "bob", displayName: "Bob")

  private func rules(_ members: Set<UserID>, head: Int64 = 5) -> ConversationRules {
    ConversationRules(id: room, ConversationState(kind: .room, members: members, head: head))
  }

  private func told(_ user: User, _ change: MemberChange, seq: Int64) -> Event {
    let member = Member(user: user, role: .member)
    return Event(topic: .conversation(room), seq: seq, body: .member(member, change))
  }

  @Test func `whether a stranger's message is written is for the row to say`() {
    let message = NewMessage(
      id: .make(), conversation: room, author: bob, key: "k", text: "hi", createdAt: .now())
    #expect(rules([ada.id]).send(message) == .message(message))
  }

  @Test func `only members move read marks`() throws {
    #expect(try rules([ada.id]).read(by: ada.id, seq: 3) == .read(room, by: ada.id, seq: 3))
    #expect(throws: Refusal.notMember) { try rules([ada.id]).read(by: bob.id, seq: 3) }
  }

  @Test func `all are told who types in a conversation of 50`() throws {
    let others = (1..<50).map { _ in UserID.make() }
    var rules = rules(Set(others + [ada.id]))
    let event = try rules.typing(by: ada.id, at: noon, isHeard: false)
    #expect(
      event == Event(topic: .conversation(room), seq: nil, body: .typing(room, ada.id)))
  }

  @Test func `nobody is told who types in a conversation of 51`() throws {
    let others = (1..<51).map { _ in UserID.make() }
    var rules = rules(Set(others + [ada.id]))
    rules.absorb(told(ada, .joined, seq: 6))
    #expect(rules.members == nil)
    #expect(try rules.typing(by: ada.id, at: noon, isHeard: true) == nil)
  }

  @Test func `others are told once in 4 seconds that somebody types`() throws {
    var rules = rules([ada.id, bob.id])
    let told = Event(topic: .conversation(room), seq: nil, body: .typing(room, ada.id))
    #expect(try rules.typing(by: ada.id, at: noon, isHeard: false) == told)
    #expect(try rules.typing(by: ada.id, at: noon + .milliseconds(3_999), isHeard: false) == nil)
    #expect(try rules.typing(by: bob.id, at: noon + .milliseconds(3_999), isHeard: false) != nil)
    #expect(try rules.typing(by: ada.id, at: noon + .seconds(4), isHeard: false) == told)
  }

  @Test func `who wrote may be told to type anew at once`() throws {
    var rules = rules([ada.id, bob.id])
    #expect(try rules.typing(by: ada.id, at: noon, isHeard: false) != nil)
    let message = Message(
      id: .make(), conversation: room, seq: 6, number: 1, author: ada, text: "hi",
      createdAt: noon, key: "k")
    rules.absorb(Event(topic: .conversation(room), seq: 6, body: .message(message)))
    #expect(try rules.typing(by: ada.id, at: noon + .seconds(1), isHeard: false) != nil)
  }

  @Test func `two who are apart do nothing until they are not any more`() throws {
    let state = ConversationState(kind: .direct, members: [ada.id, bob.id], head: 5)
    var rules = ConversationRules(id: room, state)
    for (seq, user) in [(6, ada), (7, bob)] {
      rules.absorb(
        Event(topic: .conversation(room), seq: Int64(seq), body: .parted(user.id)))
    }
    #expect(throws: Refusal.apart) { try rules.typing(by: ada.id, at: noon, isHeard: false) }
    let again = Conversation(
      id: room, kind: .direct, title: nil, memberCount: 2,
      members: [ada, bob].map { Member(user: $0, role: .member) }, lastSeq: 8, messages: 1,
      mark: nil, role: nil, lastMessage: nil)
    rules.absorb(Event(topic: .conversation(room), seq: 8, body: .conversation(again)))
    #expect(rules.members == [ada.id, bob.id])
  }

  @Test func `a stranger who types is told that only members can, however large it is`() {
    let others = Set((0..<60).map { _ in UserID.make() })
    for members in [[bob.id], others] {
      var rules = rules(members)
      #expect(throws: Refusal.notMember) { try rules.typing(by: ada.id, at: noon, isHeard: false) }
    }
  }

  @Test(arguments: [MemberChange.left, .removed])
  func `who is out may do what members do no more`(_ change: MemberChange) throws {
    var rules = rules([ada.id, bob.id])
    rules.absorb(told(bob, change, seq: 6))
    #expect(rules.members == [ada.id])
    #expect(throws: Refusal.notMember) { try rules.read(by: bob.id, seq: 1) }
  }

  @Test func `who joined may do what members do at once`() throws {
    var rules = rules([ada.id])
    rules.absorb(told(bob, .joined, seq: 6))
    #expect(try rules.read(by: bob.id, seq: 1) == .read(room, by: bob.id, seq: 1))
    rules.absorb(told(bob, .role, seq: 7))
    #expect(rules.members == [ada.id, bob.id])
  }

  @Test func `what was loaded already is not absorbed again`() {
    var rules = rules([ada.id], head: 5)
    rules.absorb(told(bob, .joined, seq: 4))
    rules.absorb(told(bob, .joined, seq: 5))
    #expect(rules.members == [ada.id])
    #expect(rules.head == 5)
  }

  @Test func `the number up to which it knows goes up with every event and never down`() {
    var rules = rules([ada.id], head: 5)
    rules.absorb(Event(topic: .conversation(room), seq: 6, body: .skip))
    #expect(rules.head == 6)
    rules.absorb(told(bob, .joined, seq: 7))
    rules.absorb(told(bob, .left, seq: 6))
    rules.absorb(Event(topic: .conversation(room), seq: nil, body: .typing(room, ada.id)))
    #expect(rules.head == 7)
    #expect(rules.members == [ada.id, bob.id])
  }
}
