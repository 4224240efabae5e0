/// Who is in which conversation, what was said there, who is told of it, and who may
/// read it.
///
/// Written from the contract (§2 conversations, messages and notifications; §3 topics),
/// without a line of the product's. People have numbers, the eldest account the lowest;
/// conversations have them in the order opened.
struct ConversationModel: Equatable, Sendable {
  enum Kind: String, Sendable { case direct, group, room }
  enum Role: String, Sendable, CaseIterable { case owner, admin, member }
  enum Ring: String, Sendable, CaseIterable {
    case message, mention
    case groupAdded = "group_added"
  }

  /// How far somebody has read, by the topic's number and by the message's.
  struct Mark: Equatable, Sendable {
    var seq = 0
    var number = 0
  }

  struct Membership: Equatable, Sendable {
    var role: Role
    var mark = Mark()
  }

  struct Message: Equatable, Sendable {
    let seq: Int
    let number: Int
    let author: Int
    let key: String
    /// What it was sent with.
    let sent: String
    let replyTo: Int?
    let time: Int
    var text: String
    var isEdited = false
    var isDeleted = false
    /// Who gave it which emoji.
    var reactions: [String: Set<Int>] = [:]
  }

  /// What has a number in a conversation; a message by its place among them.
  enum Entry: Equatable, Sendable {
    case message(Int)
    case edited(Int)
    case deleted(Int)
    case member(Int, Role, String)
    case conversation
    /// A number that says nothing.
    case nothing
  }

  struct Conversation: Equatable, Sendable {
    let kind: Kind
    var title: String?
    let time: Int
    var members: [Int: Membership] = [:]
    var entries: [Entry] = []
    var messages: [Message] = []

    /// Numbers are dense.
    var head: Int { entries.count }
    /// When it was written in last.
    var freshness: Int { messages.last?.time ?? time }
    /// Whether members see how far the others have read.
    var tellsReads: Bool { kind != .room }

    func message(at seq: Int) -> Int? {
      messages.firstIndex { $0.seq == seq && !$0.isDeleted }
    }
  }

  struct BellRow: Equatable, Sendable {
    let kind: Ring
    let actor: Int
    let conversation: Int
    var message: Int?
    var isRead = false
  }

  /// One socket after another of one person.
  struct Device: Equatable, Sendable {
    let person: Int
    var isHere = true
    /// The last number it was told of each conversation that it counts.
    var known: [Int: Int] = [:]
  }

  struct Block: Hashable, Sendable {
    let by: Int
    let of: Int
  }

  let people: Int
  var conversations: [Conversation] = []
  var devices: [Device]
  var bells: [[BellRow]]
  var silenced: [Set<Ring>]
  /// Who lets nobody know how far they have read.
  var discreet: Set<Int> = []
  var blocks: Set<Block> = []
  var now = 0
  var told: Told
  var answer = ""

  /// - Parameter devices: whose each is.
  init(people: Int, devices: [Int]) {
    self.people = people
    self.devices = devices.map { Device(person: $0) }
    bells = Array(repeating: [], count: people)
    silenced = Array(repeating: [], count: people)
    told = Told(listeners: devices.count)
  }

  // MARK: - What is so

  func areApart(_ one: Int, _ other: Int) -> Bool {
    blocks.contains(Block(by: one, of: other)) || blocks.contains(Block(by: other, of: one))
  }

  /// Whether the two whose conversation it is are apart.
  func isClosed(_ id: Int) -> Bool {
    let two = Array(conversations[id].members.keys)
    return conversations[id].kind == .direct && areApart(two[0], two[1])
  }

  func role(of person: Int, in id: Int) -> Role? { conversations[id].members[person]?.role }

  /// Whether somebody is told what is said there, and may read it.
  func hears(_ person: Int, _ id: Int) -> Bool {
    role(of: person, in: id) != nil && !isClosed(id)
  }

  /// Why somebody may not touch a message there.
  func refusalToTouch(_ id: Int, by person: Int) -> String? {
    if role(of: person, in: id) == nil { return "not_member" }
    return isClosed(id) ? "blocked" : nil
  }

  func direct(of one: Int, _ other: Int) -> Int? {
    conversations.indices.first {
      conversations[$0].kind == .direct && Set(conversations[$0].members.keys) == [one, other]
    }
  }

  func unread(of person: Int, in id: Int) -> Int {
    let conversation = conversations[id]
    return conversation.members[person].map { conversation.messages.count - $0.mark.number } ?? 0
  }
}
