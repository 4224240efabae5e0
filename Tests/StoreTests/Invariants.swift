import GRDB

@testable import HubbubStore

/// What must be so in every file, whatever was written: each statement finds
/// the rows that say otherwise.
enum Invariants {
  static let breaches = [
    "likes are counted": """
    SELECT id FROM post
    WHERE like_count <> (SELECT count(*) FROM post_like WHERE post = post.id)
      OR like_version < like_count
    """,
    "an invitation counts who came by it, of so many": """
    SELECT id FROM invite WHERE used > uses
      OR used <> (SELECT count(*) FROM invite_use WHERE invite = invite.id)
    """,
    "members are counted": """
    SELECT id FROM conversation
    WHERE member_count <> (SELECT count(*) FROM member WHERE conversation = conversation.id)
    """,
    "each number of a topic is kept once": """
    SELECT topic.id FROM topic LEFT JOIN (
      SELECT kind, topic AS id, seq FROM event
      UNION ALL SELECT 4, conversation, seq FROM message) AS told USING (kind, id)
    GROUP BY kind, topic.id
    HAVING count(seq) <> head - floor OR count(DISTINCT seq) <> count(seq)
      OR min(seq) <> floor + 1 OR max(seq) <> head
    """,
    "nothing is told of a topic without numbers": """
    SELECT topic FROM event WHERE NOT EXISTS (
      SELECT 1 FROM topic WHERE topic.kind = event.kind AND topic.id = event.topic)
    """,
    "messages are counted from 1, in order": """
    SELECT id FROM message WHERE number <> (
      SELECT count(*) FROM message AS earlier
      WHERE earlier.conversation = message.conversation AND earlier.seq <= message.seq)
    """,
    "a topic knows how many messages it has": """
    SELECT id FROM topic WHERE kind = 4 AND messages <> (
      SELECT count(*) FROM message WHERE conversation = topic.id)
    """,
    "a read mark counts the messages up to it": """
    SELECT user FROM member WHERE read_number <> (
      SELECT count(*) FROM message
      WHERE message.conversation = member.conversation AND message.seq <= read_seq)
    """,
    "a message has an author and a conversation": """
    SELECT id FROM message WHERE author NOT IN (SELECT id FROM user)
      OR conversation NOT IN (SELECT id FROM conversation)
    """,
    "nothing is left of a deleted message but its number": """
    SELECT id FROM message WHERE is_deleted = 1 AND (text <> '' OR reactions IS NOT NULL
      OR EXISTS (SELECT 1 FROM reaction
        WHERE reaction.conversation = message.conversation AND reaction.seq = message.seq))
    """,
    "a message shows each emoji that it was given once": """
    SELECT id FROM message
    WHERE length(coalesce(reactions, '')) - length(replace(coalesce(reactions, ''), '=', '')) <> (
      SELECT count(DISTINCT emoji) FROM reaction
      WHERE reaction.conversation = message.conversation AND reaction.seq = message.seq)
    """,
    "a conversation of two has two members, and is known as one": """
    SELECT conversation.id FROM conversation JOIN topic ON topic.kind = 4 AND topic.id = conversation.id
    WHERE (conversation.kind = 'direct') <> (direct > 0)
      OR (conversation.kind = 'direct') <> (pair IS NOT NULL)
      OR (conversation.kind = 'direct' AND member_count <> 2)
    """,
    "a conversation of two is open unless one blocks the other": """
    SELECT topic.id FROM topic WHERE direct > 0 AND (direct = 2) <> EXISTS (
      SELECT 1 FROM member AS one JOIN member AS other ON other.conversation = one.conversation
      JOIN block ON blocker = one.user AND blocked = other.user
      WHERE one.conversation = topic.id)
    """,
    "where there are members there is one owner": """
    SELECT id FROM conversation WHERE kind <> 'direct' AND member_count > 0 AND 1 <> (
      SELECT count(*) FROM member WHERE member.conversation = conversation.id AND role = 'owner')
    """,
    "comments are counted": """
    SELECT id FROM post WHERE comment_count <> (
      SELECT count(*) FROM comment WHERE comment.post = post.id AND comment.is_deleted = 0)
    """,
    "a friendship has two sides": """
    SELECT user FROM friend WHERE NOT EXISTS (
      SELECT 1 FROM friend AS back WHERE back.user = friend.other AND back.other = friend.user)
    """,
    "friends and those who block each other wait for no answer": """
    SELECT asked FROM friend_request WHERE EXISTS (
      SELECT 1 FROM friend WHERE user = asked AND other = asker)
      OR EXISTS (SELECT 1 FROM block WHERE blocker = asked AND blocked = asker)
      OR EXISTS (SELECT 1 FROM block WHERE blocker = asker AND blocked = asked)
      OR EXISTS (SELECT 1 FROM friend_request AS back
        WHERE back.asked = friend_request.asker AND back.asker = friend_request.asked)
    """,
    "who blocks somebody is no friend of theirs": """
    SELECT blocker FROM block WHERE EXISTS (
      SELECT 1 FROM friend WHERE user = blocker AND other = blocked)
    """,
    "a bell tells only what its topic told": """
    SELECT user FROM notification WHERE NOT EXISTS (
      SELECT 1 FROM event WHERE event.kind = 1 AND event.topic = notification.user
        AND event.seq = notification.seq AND what = 'notification')
    """,
    "nothing is left of a deleted post": """
    SELECT id FROM post WHERE is_deleted = 1 AND (text <> '' OR like_count <> 0)
    """,
    "who has left is logged in nowhere": """
    SELECT session.id FROM session JOIN user ON user.id = session.user
    WHERE deleted_at IS NOT NULL
    """,
    "posts are hidden with their author": """
    SELECT post.id FROM post JOIN user ON user.id = post.author
    WHERE is_deleted <> 1 AND is_deleted <> (CASE WHEN deleted_at IS NULL THEN 0 ELSE 2 END)
    """,
    "a recovery code is of a factor in force": """
    SELECT hash FROM recovery_code WHERE user NOT IN (
      SELECT user FROM factor WHERE confirmed_at IS NOT NULL)
    """,
    "everybody can be found": "SELECT id FROM user WHERE id NOT IN (SELECT user FROM person)",
    "no reference leads nowhere": "PRAGMA foreign_key_check",
    "the probe is empty": "SELECT 1 FROM probe",
  ]
}

extension SQLiteStore {
  /// What is not as it must be; empty when all is well.
  func breaches() async throws -> [String] {
    try await writing { db in
      var found = try Invariants.breaches.filter { try db.exists($0.value) }.map(\.key)
      let state = try db.first("PRAGMA integrity_check") { $0.text(0) } ?? "nothing"
      if state != "ok" { found.append(state) }
      return found.sorted()
    }
  }
}
