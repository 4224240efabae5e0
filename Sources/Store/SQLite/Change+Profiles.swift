import GRDB
import HubbubDomain

extension Database {
  /// Changes what a person says of themselves, or how they want things to be.
  func updateProfile(_ id: UserID, _ change: ProfileChange) throws -> Outcome {
    guard let before = try ownProfile(of: id) else { return .refused(.noSuchUser) }
    let after = before.changed(by: change)
    guard after != before else { return .unchanged(.profile(before)) }
    try keep(after)
    let (said, says) = (PersonWords(before), PersonWords(after))
    if says != said { try searchTakes(person: id, insteadOf: said) }
    let told = after.user == before.user ? [] : try tell(after.user)
    return .done(.profile(after), told + after.looks(insteadOf: before))
  }

  /// The moment of becoming invisible is the actor's to say; until then friends
  /// are shown what they would have been shown.
  ///
  /// `is_invisible` is 2 for who is not any
  /// more, as long as nobody saw them: their clock tells of what they did unseen.
  private func keep(_ profile: OwnProfile) throws {
    try run(
      """
      UPDATE user SET display_name = ?2, folded_name = ?3, bio = ?4,
        away_at = CASE WHEN ?5 AND is_invisible = 0 THEN max(active_at, away_at) ELSE away_at END,
        is_invisible = CASE WHEN ?5 THEN 1 WHEN is_invisible = 1 THEN 2 ELSE is_invisible END
      WHERE id = ?1
      """,
      profile.user.id, profile.user.displayName, profile.user.displayName.lowercased(),
      profile.bio, profile.isInvisible ? 1 as Int64 : 0)
    let settings = profile.settings
    try run(
      """
      UPDATE user SET messages_from = ?, theme = ?, language = ?, motion = ?, tells_reads = ?,
        silenced = ?
      WHERE id = ?
      """,
      settings.messagesFrom.rawValue, settings.theme.rawValue, settings.language.rawValue,
      settings.motion.rawValue, settings.tellsReads ? 1 as Int64 : 0,
      settings.silenced.map(\.rawValue).sorted().joined(separator: " "), profile.user.id)
  }

  /// Tells friends, and whoever sees what this person shares with all; nobody
  /// once they have left.
  func tell(_ user: User) throws -> [Event] {
    if try isGone(user.id) { return [] }
    return [
      Event(topic: .person(user.id), seq: nil, body: .profile(user)),
      Event(
        topic: .feed, seq: nil, body: .profile(user), hiddenFrom: try hidden(from: user.id)),
    ]
  }

  /// Keeps a person's clock of activity, which never goes back.
  func touch(
    _ id: UserID, activeAt: Timestamp, awayAt: Timestamp?, isSeen: Bool
  ) throws -> Outcome {
    let changed = try run(
      """
      UPDATE user SET active_at = max(active_at, ?), away_at = coalesce(?, away_at),
        is_invisible = CASE WHEN ? AND is_invisible = 2 THEN 0 ELSE is_invisible END
      WHERE id = ?
      """,
      activeAt, awayAt, isSeen ? 1 as Int64 : 0, id)
    return changed == 1 ? .done(.nothing, []) : .unchanged(.nothing)
  }
}

extension OwnProfile {
  /// Tells one's own devices how pages look and read from now on.
  fileprivate func looks(insteadOf before: OwnProfile) -> [Event] {
    let (now, old) = (settings, before.settings)
    let isSame = (now.theme, now.language, now.motion) == (old.theme, old.language, old.motion)
    return isSame ? [] : [Event(topic: .user(user.id), seq: nil, body: .settings(now))]
  }

  /// The same with what a change says.
  func changed(by change: ProfileChange) -> OwnProfile {
    let name = change.displayName ?? user.displayName
    return OwnProfile(
      user: User(
        id: user.id, username: user.username, displayName: name, picture: user.picture),
      role: role, bio: change.bio ?? bio, createdAt: createdAt,
      isInvisible: change.isInvisible ?? isInvisible, hasFactor: hasFactor,
      settings: Settings(
        messagesFrom: change.messagesFrom ?? settings.messagesFrom,
        theme: change.theme ?? settings.theme, language: change.language ?? settings.language,
        motion: change.motion ?? settings.motion,
        tellsReads: change.tellsReads ?? settings.tellsReads,
        silenced: settings.silenced.filter { change.rings[$0] != true }
          .union(change.rings.filter { !$0.value }.keys)))
  }
}
