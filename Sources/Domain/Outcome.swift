/// What became of a change.
///
/// It never leaves this process: the answer in it goes to who asked, its
/// events go to the bus.
public enum Outcome: Equatable, Sendable {
  /// Written, with what there is to tell, in order.
  case done(Answer, [Event])
  /// The same key again: the first answer again, nothing written.
  case repeated(Answer)
  /// What was asked for is so already; nothing written.
  case unchanged(Answer)
  /// The row says no; nothing written.
  case refused(Refusal)
  /// We broke; nothing written.
  case failed
}

/// What a client is told of what it asked.
public enum Answer: Equatable, Sendable {
  case nothing
  case message(id: MessageID, seq: Int64, createdAt: Timestamp)
  case likes(Likes)
  case post(Post)
  case conversation(Conversation)
  /// A message as who asked sees it now.
  case changedMessage(Message)
  case read(seq: Int64, unread: Int64)
  case session(Session)
  case relation(Relation)
  case profile(OwnProfile)
  case comment(Comment)
  /// How much waits on the bell.
  case notifications(unread: Int64)
  /// Those that a change ended.
  case ended([SessionID])
  /// A user with their new picture, and the picture that it replaced.
  case picture(User, replaced: PictureID?)
  /// There is more to erase; with the picture that no row names any more.
  case erasing(PictureID?)
  case media(Media)
  case invite(Invite)
  /// A report, now or before.
  case reported(ReportID)
  /// Files that no row names any more, and profile pictures.
  case mediaSwept([MediaFile.Hash], pictures: [UsersPicture])
  /// The search has taken in some of what was written; whether more waits.
  case searchFilled(hasMore: Bool)
}

extension Outcome {
  /// The answer, or the refusal that stands for it.
  public var result: Result<Answer, Refusal> {
    switch self {
    case .done(let answer, _), .repeated(let answer), .unchanged(let answer): .success(answer)
    case .refused(let refusal): .failure(refusal)
    case .failed: .failure(.unavailable)
    }
  }
}
