import HubbubDomain
import HubbubStore

extension MemoryState {
  /// What a person has set, beside their account.
  struct Person {
    var bio = ""
    var isInvisible = false
    var hidesActivity = false
    var settings = OwnProfile.Settings()
    var activeAt = Timestamp(milliseconds: 0)
    var awayAt = Timestamp(milliseconds: 0)
    var createdAt: Timestamp
  }

  /// Two people, the first of whom did it.
  struct Pair: Hashable {
    let from: UserID
    let to: UserID

    init(_ from: UserID, _ to: UserID) { (self.from, self.to) = (from, to) }

    var turned: Pair { Pair(to, from) }
  }

  struct BellEntry {
    let seq: Int64
    let kind: NotificationKind
    let actor: UserID
    let post: PostID?
    var place: Notification.Place?
    let at: Timestamp
    var isRead = false
  }

  // MARK: - Standing

  func relation(of user: UserID, to other: UserID) -> Relation {
    if user == other { return .oneself }
    if blocks.contains(Pair(user, other)) { return .blocked }
    if friends.contains(Pair(user, other)) { return .friends }
    if requests[Pair(user, other)] != nil { return .requested }
    if requests[Pair(other, user)] != nil { return .incoming }
    return .none
  }

  func isApart(_ one: UserID, _ other: UserID) -> Bool {
    !blocks.contains(Pair(one, other)) && !blocks.contains(Pair(other, one))
  }

  func hidden(from user: UserID) -> Set<UserID> {
    Set(blocks.filter { $0.from == user }.map(\.to) + blocks.filter { $0.to == user }.map(\.from))
  }

  func visible(_ id: UserID, to reader: UserID) -> User? {
    blocks.contains(Pair(id, reader)) || (isGone(id) && id != reader) ? nil : user(id)
  }

  // MARK: - Changes

  mutating func befriend(_ user: User, _ id: UserID, at time: Timestamp) -> Outcome {
    guard let other = visible(id, to: user.id) else { return .refused(.noSuchUser) }
    guard !isDisabled(user.id) else { return .refused(.accountClosed) }
    switch relation(of: user.id, to: id) {
    case .oneself: return .refused(.oneself)
    case .blocked: return .refused(.blockedByYou)
    case .friends: return .unchanged(.relation(.friends))
    case .requested: return .unchanged(.relation(.requested))
    case .incoming:
      requests[Pair(id, user.id)] = nil
      friends.formUnion([Pair(id, user.id), Pair(user.id, id)])
      var events = [tell(user.id, other, .friends), tell(id, user, .friends)]
      events += markAnswered(id, by: user.id)
      return .done(
        .relation(.friends), events + ring(id, .friendAccepted, by: user, nil, at: time))
    case .none:
      requests[Pair(user.id, id)] = time
      let events = [tell(user.id, other, .requested), tell(id, user, .incoming)]
      return .done(
        .relation(.requested), events + ring(id, .friendRequest, by: user, nil, at: time))
    }
  }

  mutating func unfriend(_ user: User, _ id: UserID) -> Outcome {
    guard let other = visible(id, to: user.id) else { return .refused(.noSuchUser) }
    let relation = relation(of: user.id, to: id)
    var events: [Event] = []
    switch relation {
    case .oneself: return .refused(.oneself)
    case .none, .blocked: return .unchanged(.relation(relation))
    case .friends: events = part(user.id, id)
    case .requested: events = takeBack(user.id, from: id)
    case .incoming:
      requests[Pair(id, user.id)] = nil
      events = markAnswered(id, by: user.id)
    }
    return .done(
      .relation(.none), [tell(user.id, other, .none), tell(id, user, .none)] + events)
  }

  mutating func block(_ user: User, _ id: UserID) -> Outcome {
    guard user.id != id else { return .refused(.oneself) }
    guard let other = visible(id, to: user.id) else { return .refused(.noSuchUser) }
    let before = relation(of: user.id, to: id)
    guard before != .blocked else { return .unchanged(.relation(.blocked)) }
    blocks.insert(Pair(user.id, id))
    var events = [tell(user.id, other, .blocked)]
    if before == .none {
      let seq = append(.parted(user.id), to: .user(id))
      events.append(Event(topic: .user(id), seq: seq, body: .parted(user.id)))
    } else {
      events.append(tell(id, user, .none))
    }
    if before == .friends { events += part(user.id, id) }
    (requests[Pair(user.id, id)], requests[Pair(id, user.id)]) = (nil, nil)
    for (owner, actor) in [(user.id, id), (id, user.id)] {
      events += forget(of: owner) { $0.actor == actor }
    }
    return .done(.relation(.blocked), events + closeDirect(user.id, id))
  }

  mutating func unblock(_ user: User, _ id: UserID) throws -> Outcome {
    guard user.id != id else { return .refused(.oneself) }
    guard let other = visible(id, to: user.id) else { return .refused(.noSuchUser) }
    guard blocks.remove(Pair(user.id, id)) != nil else {
      return .unchanged(.relation(relation(of: user.id, to: id)))
    }
    let told = tell(user.id, other, .none)
    return .done(.relation(.none), [told] + (try reopenDirect(user.id, id)))
  }

  mutating func part(_ one: UserID, _ other: UserID) -> [Event] {
    friends.subtract([Pair(one, other), Pair(other, one)])
    return [(one, other), (other, one)].map { person, listener in
      let seq = append(.parted(listener), to: .person(person))
      return Event(topic: .person(person), seq: seq, body: .parted(listener))
    }
  }

  private mutating func takeBack(_ asker: UserID, from asked: UserID) -> [Event] {
    requests[Pair(asker, asked)] = nil
    return forget(of: asked) { $0.kind == .friendRequest && $0.actor == asker }
  }

  mutating func tell(_ id: UserID, _ other: User, _ relation: Relation) -> Event {
    let seq = append(.friend(other.id), to: .user(id))
    return Event(topic: .user(id), seq: seq, body: .friend(other, relation))
  }

  mutating func update(_ id: UserID, _ change: ProfileChange) -> Outcome {
    guard let before = ownProfile(of: id), var person = people[id], let account = accounts[id]
    else { return .refused(.noSuchUser) }
    if change.isInvisible == true, !person.hidesActivity {
      person.awayAt = max(person.activeAt, person.awayAt)
    }
    person.isInvisible = change.isInvisible ?? person.isInvisible
    person.hidesActivity = person.hidesActivity || person.isInvisible
    person.bio = change.bio ?? person.bio
    person.settings.messagesFrom = change.messagesFrom ?? person.settings.messagesFrom
    person.settings.theme = change.theme ?? person.settings.theme
    person.settings.language = change.language ?? person.settings.language
    person.settings.motion = change.motion ?? person.settings.motion
    person.settings.tellsReads = change.tellsReads ?? person.settings.tellsReads
    for (kind, rings) in change.rings {
      person.settings.silenced.remove(kind)
      if !rings { person.settings.silenced.insert(kind) }
    }
    people[id] = person
    let user = User(
      id: id, username: account.user.username,
      displayName: change.displayName ?? account.user.displayName, picture: account.user.picture)
    accounts[id] = Account(
      user: user, passwordHash: account.passwordHash, role: account.role,
      isDisabled: account.isDisabled, leftAt: account.leftAt)
    guard let after = ownProfile(of: id), after != before else {
      return .unchanged(.profile(before))
    }
    return .done(.profile(after), after.user == before.user ? [] : tell(user))
  }

  func tell(_ user: User) -> [Event] {
    if isGone(user.id) { return [] }
    return [
      Event(topic: .person(user.id), seq: nil, body: .profile(user)),
      Event(topic: .feed, seq: nil, body: .profile(user), hiddenFrom: hidden(from: user.id)),
    ]
  }

  mutating func touch(
    _ id: UserID, _ activeAt: Timestamp, _ awayAt: Timestamp?, isSeen: Bool
  ) -> Outcome {
    guard people[id] != nil else { return .unchanged(.nothing) }
    let before = people[id]?.activeAt ?? activeAt
    people[id]?.activeAt = max(before, activeAt)
    if let awayAt { people[id]?.awayAt = awayAt }
    if isSeen, people[id]?.isInvisible == false { people[id]?.hidesActivity = false }
    return .done(.nothing, [])
  }
}

// MARK: - The bell

extension MemoryState {
  mutating func ring(
    _ user: UserID, _ kind: NotificationKind, by actor: User, _ post: PostID?,
    in place: Notification.Place? = nil, at time: Timestamp
  ) -> [Event] {
    guard user != actor.id, isApart(user, actor.id),
      people[user]?.settings.silenced.contains(kind) != true
    else { return [] }
    let isRung = bells[user, default: []].contains {
      $0.kind == kind && (kind == .like || kind == .mention) && $0.actor == actor.id
        && $0.post == post && $0.place == place
    }
    guard !isRung else { return [] }
    let seq = append(.notification(actor.id), to: .user(user))
    bells[user, default: []].append(
      BellEntry(seq: seq, kind: kind, actor: actor.id, post: post, place: place, at: time))
    let isFull = bells[user, default: []].count > Limits.bellRows
    bells[user] = bells[user]?.suffix(Limits.bellRows)
    let shown = Notification(
      seq: seq, kind: kind, actor: actor, post: post, place: place, createdAt: time,
      isRead: false)
    let told = Event(topic: .user(user), seq: seq, body: .notification(shown))
    return isFull ? [told, bell(of: user)] : [told]
  }

  mutating func ringMentioned(
    in text: String, by actor: User, _ post: PostID, passing passed: Set<UserID>,
    at time: Timestamp
  ) -> [Event] {
    Mentions.usernames(in: text).flatMap { name -> [Event] in
      guard let id = accounts.values.first(where: { $0.user.username == name })?.user.id,
        !isGone(id), !passed.contains(id), self.post(post, for: id) != nil
      else { return [] }
      return ring(id, .mention, by: actor, post, at: time)
    }
  }

  mutating func ring(for message: Message) -> [Event] {
    guard let room = rooms[message.conversation], room.kind == .direct else {
      return ringMentioned(in: message, at: message.createdAt)
    }
    guard let other = room.pair.first(where: { $0 != message.author.id }) else { return [] }
    let own = bells[other, default: []].filter {
      $0.kind == .message && $0.place?.conversation == message.conversation
    }
    guard own.allSatisfy(\.isRead) else { return [] }
    bells[other]?.removeAll {
      $0.kind == .message && $0.place?.conversation == message.conversation
    }
    return ring(
      other, .message, by: message.author, nil,
      in: .init(message.conversation, seq: message.seq), at: message.createdAt)
  }

  mutating func ringMentioned(in message: Message, at time: Timestamp) -> [Event] {
    mentioned(in: message).flatMap {
      ring(
        $0, .mention, by: message.author, nil,
        in: .init(message.conversation, seq: message.seq), at: time)
    }
  }

  mutating func unringMentioned(in message: Message, butNotIn text: String) -> [Event] {
    let place = Notification.Place(message.conversation, seq: message.seq)
    return mentioned(in: message, passing: Mentions.usernames(in: text)).flatMap { user in
      forget(of: user) { $0.kind == .mention && $0.place == place }
    }
  }

  mutating func unringWritten(_ message: Message) -> [Event] {
    guard let room = rooms[message.conversation], room.kind == .direct, !room.isClosed,
      let other = room.pair.first(where: { $0 != message.author.id }),
      let place = bells[other]?.firstIndex(where: {
        $0.kind == .message && $0.place == .init(message.conversation, seq: message.seq)
      })
    else { return [] }
    let next = room.messages.first {
      $0.seq > message.seq && $0.new.author.id == message.author.id && !$0.isDeleted
    }
    if let next, bells[other]?[place].isRead == false {
      bells[other]?[place].place = .init(message.conversation, seq: next.seq)
      return []
    }
    bells[other]?.remove(at: place)
    return [bell(of: other)]
  }

  func mentioned(in message: Message, passing passed: [String] = []) -> [UserID] {
    guard let room = rooms[message.conversation], room.kind != .direct else { return [] }
    let named = Mentions.usernames(in: message.text).filter { !passed.contains($0) }
    return named.compactMap { name in
      let user = accounts.values.first { $0.user.username == name }?.user.id
      return user.flatMap { isGone($0) || room.members[$0] == nil ? nil : $0 }
    }
  }

  mutating func clearBell(
    of user: UserID, in id: ConversationID, upTo seq: Int64
  ) -> [Event] {
    var isNew = false
    bells[user] = bells[user, default: []].map { entry in
      var entry = entry
      if entry.place?.conversation == id, entry.place?.seq ?? 0 <= seq, !entry.isRead {
        (entry.isRead, isNew) = (true, true)
      }
      return entry
    }
    return isNew ? [bell(of: user)] : []
  }

  mutating func readBell(of user: UserID, upTo seq: Int64) -> Outcome {
    let entries = bells[user, default: []]
    let isNew = entries.contains { $0.seq <= seq && !$0.isRead }
    bells[user] = entries.map { entry in
      var entry = entry
      if entry.seq <= seq { entry.isRead = true }
      return entry
    }
    guard isNew else { return .unchanged(.notifications(unread: unread(of: user))) }
    return .done(.notifications(unread: unread(of: user)), [bell(of: user)])
  }

  private mutating func markAnswered(_ asker: UserID, by asked: UserID) -> [Event] {
    var isNew = false
    bells[asked] = bells[asked, default: []].map { entry in
      var entry = entry
      if entry.kind == .friendRequest, entry.actor == asker, !entry.isRead {
        (entry.isRead, isNew) = (true, true)
      }
      return entry
    }
    return isNew ? [bell(of: asked)] : []
  }

  mutating func forget(of user: UserID, _ isGone: (BellEntry) -> Bool) -> [Event] {
    let left = bells[user, default: []].filter { !isGone($0) }
    let isChanged = left.count < bells[user, default: []].count
    bells[user] = left
    return isChanged ? [bell(of: user)] : []
  }

  func waiting(for post: PostID) -> [UserID] {
    bells.filter { $0.value.contains { $0.post == post && !$0.isRead } }.keys.sorted()
  }

  func bell(of user: UserID) -> Event {
    Event(topic: .user(user), seq: nil, body: .notifications(unread: unread(of: user)))
  }

  func shown(of user: UserID) -> [BellEntry] {
    bells[user, default: []].filter { entry in
      !isGone(entry.actor) && (entry.post.map { post($0, for: user) != nil } ?? true)
        && entry.place.map { isPresent(user, in: $0.conversation) } ?? true
    }
  }

  func unread(of user: UserID) -> Int64 { Int64(shown(of: user).count { !$0.isRead }) }

  func notification(_ entry: BellEntry) -> Notification? {
    user(entry.actor).map {
      Notification(
        seq: entry.seq, kind: entry.kind, actor: $0, post: entry.post, place: entry.place,
        createdAt: entry.at, isRead: entry.isRead)
    }
  }
}

// MARK: - Reads

extension MemoryState {
  func ownProfile(of id: UserID) -> OwnProfile? {
    guard let account = accounts[id], let person = people[id] else { return nil }
    return OwnProfile(
      user: account.user, role: account.role, bio: person.bio, createdAt: person.createdAt,
      isInvisible: person.isInvisible, hasFactor: factors[id]?.isInForce == true,
      settings: person.settings)
  }

  func lastSeen(of id: UserID) -> LastSeen? {
    people[id].map {
      LastSeen(
        activeAt: $0.activeAt, awayAt: $0.awayAt, isInvisible: $0.isInvisible,
        hidesActivity: $0.hidesActivity)
    }
  }

  func acquaintance(_ id: UserID, of reader: UserID) -> Acquaintance? {
    guard let user = user(id), let seen = lastSeen(of: id) else { return nil }
    return Acquaintance(
      user: user, relation: relation(of: reader, to: id), lastSeen: seen.presence)
  }

  func people(
    _ list: PeopleList, for reader: UserID, before: UserID?, limit: Int
  ) -> Page<Acquaintance, UserID> {
    let all = ids(list, for: reader, before: before).filter { !isGone($0) }
      .compactMap { acquaintance($0, of: reader) }
    return Page(
      items: Array(all.prefix(limit)), next: all.count > limit ? all[limit - 1].user.id : nil)
  }

  private func ids(_ list: PeopleList, for reader: UserID, before: UserID?) -> [UserID] {
    func byName(_ ids: [UserID]) -> [UserID] {
      ids.sorted { (user($0)?.username ?? "") < (user($1)?.username ?? "") }
    }
    func byTime(_ ids: [(UserID, Timestamp)]) -> [UserID] {
      ids.sorted { one, other in
        one.1 == other.1
          ? (user(one.0)?.username ?? "") < (user(other.0)?.username ?? "") : one.1 > other.1
      }.map(\.0)
    }
    switch list {
    case .named(let start):
      let folded = Array(start.lowercased().utf8)
      return byName(
        accounts.values.filter { account in
          let names = [account.user.username, account.user.displayName.lowercased()]
          return names.contains { $0.utf8.starts(with: folded) }
            && isApart(account.user.id, reader)
        }.map(\.user.id))
    case .friends: return byName(friends.filter { $0.from == reader }.map(\.to))
    case .incoming:
      return byTime(requests.filter { $0.key.to == reader }.map { ($0.key.from, $0.value) })
    case .outgoing:
      return byTime(requests.filter { $0.key.from == reader }.map { ($0.key.to, $0.value) })
    case .blocked: return byName(blocks.filter { $0.from == reader }.map(\.to))
    case .likers(let post):
      guard self.post(post, for: reader) != nil else { return [] }
      return (posts[post]?.likers ?? []).filter { id in
        isApart(id, reader) && before.map { id < $0 } ?? true
      }.sorted(by: >)
    }
  }
}
