/// The name of one thing: a UUIDv7, so that names sort by the time they were made.
///
/// Order within a topic never comes from an identifier, only from its `seq`.
///
/// - Source: RFC 9562 §5.7.
public struct Identifier<Kind>: Hashable, Sendable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Makes a fresh identifier: 48 bits of time, then 74 random bits.
  public static func make(at time: Timestamp = .now()) -> Self {
    let random = RandomWords.pair()
    let milliseconds = UInt64(max(0, time.milliseconds)) & 0xFFFF_FFFF_FFFF
    let high = milliseconds << 16 | 0x7000 | random.0 & 0x0FFF
    let low = random.1 & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    return Self(high: high, low: low)
  }
}

/// What tells the identifiers of different things apart; never made.
public enum UserKind {}
public enum PostKind {}
public enum ConversationsKind {}
public enum MessageKind {}
public enum SessionKind {}
public enum SocketKind {}
public enum MediaFileKind {}
public enum PictureKind {}
public enum CommentKind {}
public enum InviteKind {}

public typealias UserID = Identifier<UserKind>
public typealias PostID = Identifier<PostKind>
public typealias ConversationID = Identifier<ConversationsKind>
public typealias MessageID = Identifier<MessageKind>
public typealias SessionID = Identifier<SessionKind>
public typealias SocketID = Identifier<SocketKind>
public typealias MediaID = Identifier<MediaFileKind>
/// One version of a profile picture.
public typealias PictureID = Identifier<PictureKind>
public typealias CommentID = Identifier<CommentKind>
public typealias InviteID = Identifier<InviteKind>
