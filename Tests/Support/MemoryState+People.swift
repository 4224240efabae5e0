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
    case .incoming: return .done(.relation(.friends), becomeFriends(user, other, at: time))
    case .none:
      requests[Pair(user.id, id)] = time
      let events = [tell(user.id, other, .requested), tell(id, user, .incoming)]
      return .done(
        .relation(.requested), events + ring(id, .friendRequest, by: user, nil, at: time))
    }
  }

  mutating func becomeFriends(_ user: User, _ other: User, at time: Timestamp) -> [Event] {
    requests[Pair(other.id, user.id)] = nil
    friends.formUnion([Pair(other.id, user.id), Pair(user.id, other.id)])
    var events = [tell(user.id, other, .friends), tell(other.id, user, .friends)]
    events += markAnswered(other.id, by: user.id)
    return events + ring(other.id, .friendAccepted, by: user, nil, at: time)
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
    let (now, old) = (after.settings, before.settings)
    let isSame = (now.theme, now.language, now.motion) == (old.theme, old.language, old.motion)
    let looks = isSame ? [] : [Event(topic: .user(id), seq: nil, body: .settings(now))]
    return .done(.profile(after), (after.user == before.user ? [] : tell(user)) + looks)
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
