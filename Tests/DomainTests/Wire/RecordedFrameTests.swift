import Foundation
import HubbubDomain
import HubbubTesting
import Testing

/// What the server says, by the record that the pages are tested with too.
struct RecordedFrameTests {
  @Test func `every recorded frame is written just so`() throws {
    let recorded = try RecordedFrame.of(.server)
    for (name, bytes) in Self.written {
      #expect(try JSON(utf8: bytes) == recorded[name]?.frame, "\(name)")
    }
    #expect(Set(Self.written.keys).union(["stats"]) == Set(recorded.keys))
  }

  @Test func `the figures are told as they are given`() throws {
    let recorded = try #require(RecordedFrame.of(.server)["stats"]?.frame)
    let data = Array(try JSONEncoder().encode(recorded.data))
    #expect(try JSON(utf8: Wire.stats(data)) == recorded)
  }

  @Test func `every event of the contract is recorded`() throws {
    let events = Set(try RecordedFrame.of(.server).values.compactMap(\.frame.event.string))
    #expect(
      events == [
        "hello", "joined", "left", "skip", "message", "message_edited", "message_deleted",
        "member", "conversation", "post", "post_edited", "post_deleted", "comment", "notification",
        "friend", "comment_deleted", "notifications", "reports", "likes", "presence", "read",
        "unread",
        "liked", "profile", "settings", "stats", "typing",
      ])
  }

  @Test func `every code a socket refuses with is recorded`() throws {
    let codes = Set(try RecordedFrame.of(.server).values.compactMap(\.frame.error.code.string))
    #expect(
      codes == [
        "bad_request", "not_found", "not_member", "forbidden", "blocked", "rate_limited",
        "too_large", "key_reused", "busy", "unavailable",
      ])
  }

  @Test func `every kind of event that we can tell is recorded under its name`() {
    for (name, event) in Self.events {
      #expect("\(event.name)" == Self.name(of: event.body), "\(name)")
    }
    #expect(Set(Self.events.values.map { Self.name(of: $0.body) }).count == 23)
  }

  @Test func `numbered events are lossless and no others`() {
    for event in Self.events.values {
      #expect((event.seq != nil) == (event.lane == .lossless), "\(event.name)")
    }
  }

  /// Stops compiling when an event joins: raise the count above, and record it.
  private static func name(of body: Event.Body) -> String {
    switch body {
    case .message: "message"
    case .messageEdited: "message_edited"
    case .messageDeleted: "message_deleted"
    case .member: "member"
    case .conversation: "conversation"
    case .post: "post"
    case .postDeleted: "post_deleted"
    case .postEdited: "post_edited"
    case .comment: "comment"
    case .commentDeleted: "comment_deleted"
    case .friend: "friend"
    case .notification: "notification"
    case .skip, .parted: "skip"
    case .presence: "presence"
    case .profile: "profile"
    case .settings: "settings"
    case .notifications: "notifications"
    case .reports: "reports"
    case .likes: "likes"
    case .liked: "liked"
    case .read: "read"
    case .unread: "unread"
    case .typing: "typing"
    }
  }

  static var written: [String: [UInt8]] {
    var frames = events.mapValues(Wire.event)
    frames.merge(answers) { first, _ in first }
    frames.merge(refusals) { first, _ in first }
    return frames
  }
}
