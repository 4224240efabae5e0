import HubbubDomain
import NIOCore
import Synchronization

/// What was last told of each person who is here, or went a moment ago.
///
/// Of everybody else the row says when they were here last.
///
/// - Bounds: the people with a socket open, and those who went within
///   ``Limits/presenceMemory``.
/// - Isolation: a lock, never held while anything else runs.
final class PresenceBoard: Sendable {
  private struct Entry {
    let presence: Presence
    /// The frame that tells it, made once for all who start.
    let frame: ByteBuffer
    let at: Duration
  }

  private let entries = Mutex<[UserID: Entry]>([:])

  /// Notes what is about to be told.
  func note(_ presence: Presence, of user: UserID, at now: Duration) {
    let entry = Entry(presence: presence, frame: Self.frame(presence, of: user), at: now)
    entries.withLock { $0[user] = entry }
  }

  func presence(of user: UserID) -> Presence? { entries.withLock { $0[user]?.presence } }

  /// The frames that tell how these people are, as one run of bytes: what was told
  /// last of each, else what the row has.
  ///
  /// - Parameter isWanted: whether that person is to be told of.
  func frames(of people: [UserID: Presence], where isWanted: (UserID) -> Bool) -> ByteBuffer {
    let known = entries.withLock { entries in people.map { ($0, $1, entries[$0]?.frame) } }
    var run = ByteBufferAllocator().buffer(capacity: known.count * Self.bytesExpected)
    for (user, row, frame) in known where isWanted(user) {
      run.writeImmutableBuffer(frame ?? Self.frame(row, of: user))
    }
    return run
  }

  /// Bytes of a frame, about.
  private static let bytesExpected = 192

  /// Those who are here: online or idle.
  var present: [UserID: Presence] {
    entries.withLock { entries in
      entries.mapValues(\.presence).filter { $0.value.state != .offline }
    }
  }

  /// Forgets who went before that moment: the row says so by now.
  func forgetGone(before time: Duration) {
    entries.withLock { entries in
      entries = entries.filter { $0.value.presence.state != .offline || $0.value.at >= time }
    }
  }

  private static func frame(_ presence: Presence, of user: UserID) -> ByteBuffer {
    Frame.text(
      Wire.event(Event(topic: .person(user), seq: nil, body: .presence(user, presence))))
  }
}
