import HTTPTypes
import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

extension Services {
  /// Writes a change whose answer is a conversation, and gives that.
  ///
  /// - Parameters:
  ///   - status: where something was made; 200 where it was there.
  ///   - field: at fault where a refusal names none.
  func conversation(
    after change: Change, _ status: HTTPResponse.Status, field: String? = nil
  ) async throws -> Response {
    let outcome = await hub.commit(change)
    if case .refused(let refusal) = outcome, let field { throw refusal.about(field) }
    guard case .conversation(let conversation) = try outcome.result.get() else {
      preconditionFailure("this change is answered with a conversation, not \(outcome)")
    }
    let isMade = if case .done = outcome { true } else { false }
    return .json(ConversationBody(conversation: conversation), isMade ? status : .ok)
  }

  /// Somebody by their username, as a reader sees them.
  ///
  /// - Throws: ``Refusal`` `not_found`, naming them and `field`.
  func person(
    named name: String, for reader: User, field: String
  ) async throws -> Acquaintance {
    let profile = try await hub.store.profile(named: name.lowercased(), for: reader.id)
    guard let profile else { throw Refusal.noSuchUser.about(field, name) }
    return profile.person
  }
}
