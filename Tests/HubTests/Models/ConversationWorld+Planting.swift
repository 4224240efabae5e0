import HubbubDomain
import HubbubStore
import HubbubTesting

@testable import HubbubHub

/// Bugs between the hub and a story.
extension ConversationWorld {
  /// Notes what a bug goes by.
  func plant(after step: ConversationModel.Step, _ answer: String) {
    switch step {
    case .leave(let person, let id), .remove(_, let person, let id):
      if answer == "ok" { planted.isOut.insert(.init(who: person, conversation: id)) }
    case .join(let person, let id), .add(_, let person, let id):
      let isBack = planted.isOut.remove(.init(who: person, conversation: id)) != nil
      if isBack { planted.returns[id, default: 0] += 1 }
    default: break
    }
  }

  /// Has those who were taken out hear the next message.
  func hearOn(_ frame: JSON, _ line: String, in id: Int, on device: Int) {
    guard bug == .removedHearsOn else { return }
    if frame.event == "left" {
      planted.takenOut.insert(.init(who: device, conversation: id))
    } else if frame.event == "message" {
      let deaf = planted.takenOut.filter { $0.conversation == id }
      for seat in deaf { told.tell(seat.who, on: .conversation(id), line) }
      planted.takenOut.subtract(deaf)
    }
  }

  func spoiled(
    _ shown: ConversationModel.ShownConversation, isOwn: Bool
  ) -> ConversationModel.ShownConversation {
    var shown = shown
    if bug == .ownCounts, isOwn { shown.unread += 1 }
    if bug == .countedTwice { shown.count += planted.returns[shown.id] ?? 0 }
    return shown
  }

  func spoiled(_ shown: ConversationModel.ShownMessage) -> ConversationModel.ShownMessage {
    var shown = shown
    if bug == .editMovesNumber, shown.isEdited { shown.number += 1 }
    return shown
  }

  /// What was written between two who are apart.
  func blockedMessages(of number: Int) async throws -> [String]? {
    guard bug == .blockedReadsOn else { return nil }
    let id = conversations[number]
    guard let found = try await place.store.conversation(id, for: .hub), found.kind == .direct
    else { return nil }
    let events = try await place.store.read(.conversation(id), after: 0, limit: 100, as: .hub)
    return events.compactMap { event in
      guard case .message(let message) = event.body else { return nil }
      return "\(cast.shown(message))"
    }
  }

  /// Where a read mark is said to be that went back to where it was asked to.
  func spoiled(_ answer: String, of step: ConversationModel.Step) -> String {
    guard bug == .readGoesBack, case .read(_, _, let seq) = step,
      let mark = answer.split(whereSeparator: { " ,".contains($0) }).dropFirst().first,
      let mark = Int(mark)
    else { return answer }
    return answer.replacing("read \(mark)", with: "read \(min(seq, mark))")
  }
}
