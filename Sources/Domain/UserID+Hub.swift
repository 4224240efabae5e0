extension Identifier where Kind == UserKind {
  /// The hub itself as a reader, which is nobody in particular.
  ///
  /// It hears the feed, every conversation and every post's topic, so that
  /// what it reads can go to whoever listens; it is in no conversation, has
  /// read nothing and likes nothing. No user ever has this id.
  public static var hub: UserID { UserID(high: 0, low: 0) }
}
