import GRDB
import HubbubDomain

/// The tables, as a ladder of migrations.
///
/// A step is never edited once it is released: a change of the schema is a
/// new step below the last. The comments are kept in the file with the
/// tables, so that `.schema` in any SQLite shell explains itself.
///
/// Identifiers are BLOBs of 16 bytes, times are milliseconds since 1970, and
/// enumerations are the names they have on the wire. What is told of a topic
/// is numbered in `topic` and kept in `event` or, a message, in `message`:
/// between them each number from `floor + 1` to `head` is there once.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 the spine") { db in
      try db.execute(sql: accounts)
      try db.execute(sql: topics)
      try db.execute(sql: posts)
      try db.execute(sql: conversations)
      try db.run(
        "INSERT INTO meta (name, value) VALUES ('epoch', ?)", Identifier<Epoch>.make().description)
    }
    migrator.registerMigration("2 side by side what is read together") { db in
      try db.execute(sql: messages)
      try db.execute(sql: members)
    }
    migrator.registerMigration("3 messages in the order written") { db in
      try db.execute(sql: messagesInOrder)
    }
    migrator.registerMigration("4 people and what they share") { db in
      try db.execute(sql: people)
      try foldNames(db)
    }
    migrator.registerMigration("5 second factors") { db in
      try db.execute(sql: factors)
    }
    migrator.registerMigration("6 when a session was last used") { db in
      try db.execute(sql: sessionUse)
    }
    migrator.registerMigration("7 who is switched off") { db in
      try db.execute(sql: disabledUsers)
    }
    migrator.registerMigration("8 who has left") { db in
      try db.execute(sql: leaving)
    }
    migrator.registerMigration("9 conversations of two and of many") { db in
      try db.execute(sql: manyConversations)
    }
    migrator.registerMigration("10 what is searched") { db in
      try db.execute(sql: search)
    }
    migrator.registerMigration("11 pictures, films and sounds") { db in
      try db.execute(sql: media)
    }
    migrator.registerMigration("12 invitations") { db in
      try db.execute(sql: invites)
    }
    migrator.registerMigration("13 reports") { db in
      try db.execute(sql: reports)
    }
    migrator.registerMigration("14 pictures that were reported") { db in
      try db.execute(sql: reportedPictures)
    }
    return migrator
  }

  /// What an epoch is the name of; never made.
  private enum Epoch {}

  private static let accounts = """
    -- Facts about the file itself. `epoch` names this history: made with the
    -- file, kept through a crash, made anew by a restore.
    CREATE TABLE meta (
      name TEXT PRIMARY KEY,                -- epoch; signup, once an admin has decided it
      value TEXT NOT NULL
    ) WITHOUT ROWID;

    -- Holds nothing: a row written and removed shows that rows can be written.
    CREATE TABLE probe (padding BLOB NOT NULL);

    -- Accounts.
    CREATE TABLE user (
      id BLOB PRIMARY KEY,
      username TEXT NOT NULL UNIQUE,        -- lower case
      display_name TEXT NOT NULL,           -- as they wrote it
      password_hash TEXT,                   -- Argon2id, PHC; NULL: only a token opens it
      role TEXT NOT NULL,                   -- member, admin
      is_disabled INTEGER NOT NULL DEFAULT 0,  -- 1: no login is made, none opens anything
      created_at INTEGER NOT NULL
    ) WITHOUT ROWID;

    -- Logins, one per device. A row that is gone is a login that has ended.
    CREATE TABLE session (
      id BLOB PRIMARY KEY,
      token_hash BLOB NOT NULL UNIQUE,      -- SHA-256; the token itself is nowhere
      user BLOB NOT NULL REFERENCES user (id),
      user_agent TEXT NOT NULL,             -- what the device said it is
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL           -- from this moment on it opens nothing
    ) WITHOUT ROWID;
    -- For a user's logins: those that have expired go with the next one.
    CREATE INDEX session_by_user ON session (user);
    """

  private static let topics = """
    -- The numbers. A topic has a row from its first event on.
    CREATE TABLE topic (
      kind INTEGER NOT NULL,                -- 1 user, 2 feed, 3 person, 4 conversation, 5 post
      id BLOB NOT NULL,                     -- empty for feed
      head INTEGER NOT NULL,                -- the last seq that was given
      floor INTEGER NOT NULL DEFAULT 0,     -- events up to this one are no longer kept
      messages INTEGER NOT NULL DEFAULT 0,  -- of a conversation: the last message's number
      PRIMARY KEY (kind, id)
    ) WITHOUT ROWID;

    -- What was told of a topic, by reference: catch-up shows things as they now
    -- are. Messages are not here, they are their own log (see message).
    CREATE TABLE event (
      kind INTEGER NOT NULL,                -- the topic's
      topic BLOB NOT NULL,
      seq INTEGER NOT NULL,                 -- its number within the topic
      what TEXT NOT NULL,                   -- member, conversation, post, post_deleted
      subject BLOB NOT NULL,                -- the user, conversation or post
      change TEXT,                          -- of a member: joined, left, …
      role TEXT,                            -- of a member: their role at that time
      PRIMARY KEY (kind, topic, seq)
    ) WITHOUT ROWID;
    """

  private static let posts = """
    -- Posts. A deleted one stays as an empty row, so that its key makes no second
    -- post and a page that ended at it can go on from there.
    CREATE TABLE post (
      number INTEGER PRIMARY KEY,           -- the order they were made in, whatever the clock said
      id BLOB NOT NULL UNIQUE,
      author BLOB NOT NULL REFERENCES user (id),
      key TEXT NOT NULL,                    -- the author's own name for it
      text TEXT NOT NULL,                   -- empty once deleted
      audience TEXT NOT NULL,               -- public, friends, me
      created_at INTEGER NOT NULL,
      like_count INTEGER NOT NULL DEFAULT 0,    -- the rows of post_like
      like_version INTEGER NOT NULL DEFAULT 0,  -- up by one with each change of like_count
      is_deleted INTEGER NOT NULL DEFAULT 0,    -- 1: nobody sees it
      UNIQUE (author, key)
    );
    -- The feed: the public posts, and one's own others, each in the order made.
    CREATE INDEX post_public ON post (audience)
      WHERE audience = 'public' AND is_deleted = 0;
    CREATE INDEX post_private ON post (author)
      WHERE audience <> 'public' AND is_deleted = 0;

    -- Who likes what. Named so because LIKE is taken.
    CREATE TABLE post_like (
      post BLOB NOT NULL REFERENCES post (id),
      user BLOB NOT NULL REFERENCES user (id),
      created_at INTEGER NOT NULL,
      PRIMARY KEY (post, user)
    ) WITHOUT ROWID;
    """

  /// Before, messages lay in the order written, all conversations together, so
  /// that a page of one conversation was read from as many places.
  private static let messages = """
    ALTER TABLE message RENAME TO message_in_order;

    -- Messages: their own rows in their topic's log, a conversation's side by
    -- side. No REFERENCES, because the statement before the one that inserts has
    -- seen the member's row, and each would cost the hot path a look-up.
    CREATE TABLE message (
      conversation BLOB NOT NULL,
      seq INTEGER NOT NULL,                 -- of its event, within the conversation's topic
      number INTEGER NOT NULL,              -- counts the conversation's messages from 1
      author BLOB NOT NULL,
      key TEXT NOT NULL,                    -- the author's own name for it
      id BLOB NOT NULL,
      text TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (conversation, seq),
      UNIQUE (author, key, conversation)    -- in this order: what one writes at a time lies close
    ) WITHOUT ROWID;
    INSERT INTO message
      SELECT conversation, seq, number, author, key, id, text, created_at
      FROM message_in_order ORDER BY conversation, seq;
    DROP TABLE message_in_order;
    """

  /// Before, each message was put into the midst of its table: every third page that
  /// a busy minute wrote was a neighbour that made room for it.
  private static let messagesInOrder = """
    ALTER TABLE message RENAME TO message_by_conversation;

    -- Messages: their own rows in their topic's log, in the order they were written.
    -- No REFERENCES, because the statement before the one that inserts has seen the
    -- member's row, and each would cost the hot path a look-up.
    CREATE TABLE message (
      position INTEGER PRIMARY KEY,         -- the order written, over all conversations
      conversation BLOB NOT NULL,
      seq INTEGER NOT NULL,                 -- of its event, within the conversation's topic
      number INTEGER NOT NULL,              -- counts the conversation's messages from 1
      author BLOB NOT NULL,
      key TEXT NOT NULL,                    -- the author's own name for it
      id BLOB NOT NULL,
      text TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (conversation, seq),
      UNIQUE (author, key, conversation)    -- in this order: what one writes at a time lies close
    );
    INSERT INTO message (conversation, seq, number, author, key, id, text, created_at)
      SELECT conversation, seq, number, author, key, id, text, created_at
      FROM message_by_conversation
      -- By time, but each conversation in its own order, whatever the clock said.
      ORDER BY max(created_at) OVER (PARTITION BY conversation ORDER BY seq), conversation, seq;
    DROP TABLE message_by_conversation;
    """

  /// Before, members lay by conversation: who comes online reads theirs from as
  /// many places as they are in conversations.
  private static let members = """
    DROP INDEX member_by_user;
    ALTER TABLE member RENAME TO member_by_conversation;

    -- Who is in which conversation, and how far they have read: a user's side by side.
    CREATE TABLE member (
      user BLOB NOT NULL REFERENCES user (id),
      conversation BLOB NOT NULL REFERENCES conversation (id),
      role TEXT NOT NULL,                   -- owner, admin, member
      read_seq INTEGER NOT NULL,            -- up to here they have read, by seq
      read_number INTEGER NOT NULL,         -- the number of the last message up to there
      joined_at INTEGER NOT NULL,
      PRIMARY KEY (user, conversation)
    ) WITHOUT ROWID;
    INSERT INTO member
      SELECT user, conversation, role, read_seq, read_number, joined_at
      FROM member_by_conversation ORDER BY user, conversation;
    DROP TABLE member_by_conversation;
    -- For the people in a conversation.
    CREATE INDEX member_of_conversation ON member (conversation);
    """

  /// Before, nobody could tell which of their logins is the forgotten one.
  private static let sessionUse = """
    ALTER TABLE session ADD COLUMN
      last_seen_at INTEGER NOT NULL DEFAULT 0 /* written once in five minutes of use */;
    UPDATE session SET last_seen_at = created_at;
    """

  /// Before, nothing that was written asked for it.
  private static let disabledUsers = """
    -- Who is switched off: small, since every message looks here for its author.
    CREATE INDEX user_disabled ON user (id) WHERE is_disabled = 1;
    """

  private static let conversations = """
    -- Conversations. How many messages they have is in topic.
    CREATE TABLE conversation (
      number INTEGER PRIMARY KEY,           -- the order they were made in
      id BLOB NOT NULL UNIQUE,
      kind TEXT NOT NULL,                   -- direct, group, room
      title TEXT,                           -- NULL in a direct one
      folded_title TEXT,                    -- lower case, for the search
      member_count INTEGER NOT NULL,        -- the rows of member
      created_at INTEGER NOT NULL
    );
    -- For the list of rooms, in the order made.
    CREATE INDEX conversation_by_kind ON conversation (kind);

    -- Who is in which conversation, and how far they have read.
    CREATE TABLE member (
      conversation BLOB NOT NULL REFERENCES conversation (id),
      user BLOB NOT NULL REFERENCES user (id),
      role TEXT NOT NULL,                   -- owner, admin, member
      read_seq INTEGER NOT NULL,            -- up to here they have read, by seq
      read_number INTEGER NOT NULL,         -- the number of the last message up to there
      joined_at INTEGER NOT NULL,
      PRIMARY KEY (conversation, user)
    ) WITHOUT ROWID;
    -- For the conversations that somebody is in.
    CREATE INDEX member_by_user ON member (user);

    -- Messages: their own rows in their topic's log. No REFERENCES, because the
    -- statement that inserts one takes it from a member's row, and each would
    -- cost the hot path a look-up. `position` is the order over all
    -- conversations, for whoever follows behind the writer.
    CREATE TABLE message (
      position INTEGER PRIMARY KEY,
      conversation BLOB NOT NULL,
      seq INTEGER NOT NULL,                 -- of its event, within the conversation's topic
      number INTEGER NOT NULL,              -- counts the conversation's messages from 1
      author BLOB NOT NULL,
      key TEXT NOT NULL,                    -- the author's own name for it
      id BLOB NOT NULL,
      text TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (conversation, seq),
      UNIQUE (conversation, author, key)
    );
    """
}
