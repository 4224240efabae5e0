/// The kinds of actor that a hub wakes.
public enum ActorKind: Int, CaseIterable, Sendable {
  case user, conversation, post
}
