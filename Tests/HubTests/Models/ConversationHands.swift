import HubbubDomain
import HubbubStore
import HubbubTesting

@testable import HubbubHub

/// Does what people do: by a socket where there is an operation for it, else as a
/// request of HTTP does it.
struct ConversationHands: Sendable {
  enum Answer: Sendable {
    case words(String)
    case conversation(ConversationID)
  }

  let place: HubFixture
  let cast: ConversationCast
  let conversations: [ConversationID]
  /// One of each person who is there.
  let sockets: [Int: FakeSocket]

  func take(_ step: ConversationModel.Step) async throws -> Answer {
    switch step {
    case .send(let person, let id, let key, let text, let replyTo):
      try await send(text, by: person, in: id, key: key, replyTo)
    case .read(let person, let id, let seq): try await read(id, by: person, upTo: seq)
    default: try await write(step)
    }
  }

  // MARK: - By socket

  private func send(
    _ text: String, by person: Int, in id: Int, key: String, _ replyTo: Int?
  ) async throws -> Answer {
    var wish: [String: JSON] = ["key": .string(key), "text": .string(cast.written(text))]
    wish["replyTo"] = replyTo.map { .integer(Int64($0)) }
    return try await ask("send", wish, by: person, in: id) { "seq \($0.seq.integer ?? -1)" }
  }

  private func read(_ id: Int, by person: Int, upTo seq: Int) async throws -> Answer {
    try await ask("read", ["seq": .integer(Int64(seq))], by: person, in: id) {
      "read \($0.readSeq.integer ?? -1), \($0.unread.integer ?? -1) unread"
    }
  }

  private func ask(
    _ op: String, _ wish: [String: JSON], by person: Int, in id: Int, _ words: (JSON) -> String
  ) async throws -> Answer {
    guard let socket = sockets[person] else { return .words("who is not here says nothing") }
    let place: [String: JSON] = ["conversation": "\(conversations[id])"]
    let answer = try await socket.ask(op, wish.merging(place) { $1 })
    return .words(answer.code ?? words(answer.ok))
  }

  // MARK: - By request

  private func write(_ step: ConversationModel.Step) async throws -> Answer {
    guard let change = opening(step) ?? membership(step) ?? changing(step) ?? setting(step) else {
      preconditionFailure("\(step) is no change")
    }
    return try await commit(change)
  }

  private func commit(_ change: Change) async throws -> Answer {
    do {
      return switch try await place.write(change) {
      case .conversation(let seen): .conversation(seen.id)
      default: .words("ok")
      }
    } catch let refusal as Refusal {
      return .words(refusal.code.rawValue)
    }
  }

  private func opening(_ step: ConversationModel.Step) -> Change? {
    let (users, now) = (cast.users, place.clock.wallTime())
    let id = ConversationID.make(at: now)
    return switch step {
    case .openRoom(let person, let title):
      .open(
        NewConversation(id: id, kind: .room, title: title, owner: users[person], createdAt: now))
    case .openGroup(let person, let others, let title):
      .open(
        NewConversation(
          id: id, kind: .group, title: title, owner: users[person],
          members: others.map { users[$0].id },
          createdAt: now))
    case .openDirect(let person, let other):
      .direct(
        NewDirect(id: id, opener: users[person], other: users[other].id, createdAt: now))
    default: nil
    }
  }

  private func membership(_ step: ConversationModel.Step) -> Change? {
    let (users, now) = (cast.users, place.clock.wallTime())
    return switch step {
    case .retitle(let person, let id, let title):
      .retitle(conversations[id], to: title, by: users[person])
    case .join(let person, let id): .join(conversations[id], users[person], at: now)
    case .add(let person, let other, let id):
      .add(users[other].id, to: conversations[id], by: users[person], at: now)
    case .leave(let person, let id): .leave(conversations[id], users[person])
    case .remove(let person, let other, let id):
      .remove(users[other].id, from: conversations[id], by: users[person])
    case .setRole(let person, let other, let role, let id):
      .setMemberRole(
        users[other].id, MemberRole(role), in: conversations[id], by: users[person])
    case .block(let one, let other): .block(users[one], users[other].id, at: now)
    case .unblock(let one, let other): .unblock(users[one], users[other].id)
    default: nil
    }
  }

  private func changing(_ step: ConversationModel.Step) -> Change? {
    let (users, now) = (cast.users, place.clock.wallTime())
    return switch step {
    case .edit(let person, let id, let seq, let text):
      .editMessage(at(seq, in: id), by: users[person], to: cast.written(text), at: now)
    case .delete(let person, let id, let seq):
      .deleteMessage(at(seq, in: id), by: users[person])
    case .react(let person, let id, let seq, let emoji, let given):
      .react(at(seq, in: id), Reacted(user: users[person].id, emoji: emoji, given: given))
    default: nil
    }
  }

  private func at(_ seq: Int, in id: Int) -> MessagePlace {
    MessagePlace(conversations[id], Int64(seq))
  }

  private func setting(_ step: ConversationModel.Step) -> Change? {
    var wish = ProfileChange()
    switch step {
    case .silence(let person, let ring, let isSilent):
      wish.rings = NotificationKind(rawValue: ring.rawValue).map { [$0: !isSilent] } ?? [:]
      return .updateProfile(cast.users[person].id, wish)
    case .beDiscreet(let person, let isDiscreet):
      wish.tellsReads = !isDiscreet
      return .updateProfile(cast.users[person].id, wish)
    default: return nil
    }
  }
}

extension MemberRole {
  fileprivate init(_ role: ConversationModel.Role) {
    self =
      switch role {
      case .owner: .owner
      case .admin: .admin
      case .member: .member
      }
  }
}
