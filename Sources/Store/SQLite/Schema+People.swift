import GRDB

extension Schema {
  /// People as more than a name: what they say of themselves, whom they know,
  /// whom they want nothing to do with, what they are told.
  static let people = """
    ALTER TABLE user ADD COLUMN picture BLOB;             -- NULL: one is drawn from the id
    ALTER TABLE user ADD COLUMN bio TEXT NOT NULL DEFAULT '';
    ALTER TABLE user ADD COLUMN folded_name TEXT NOT NULL DEFAULT '';  -- display_name in lower case
    ALTER TABLE user ADD COLUMN is_invisible INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE user ADD COLUMN messages_from TEXT NOT NULL DEFAULT 'everyone';  -- or friends
    ALTER TABLE user ADD COLUMN theme TEXT NOT NULL DEFAULT 'system';    -- or light, dark
    ALTER TABLE user ADD COLUMN language TEXT NOT NULL DEFAULT 'system'; -- or en, de
    ALTER TABLE user ADD COLUMN motion TEXT NOT NULL DEFAULT 'system';   -- or reduced
    ALTER TABLE user ADD COLUMN active_at INTEGER NOT NULL DEFAULT 0;  -- the clock of activity
    ALTER TABLE user ADD COLUMN away_at INTEGER NOT NULL DEFAULT 0;    -- when they last went
    ALTER TABLE user ADD COLUMN deleted_at INTEGER;                    -- gone, and may come back
    -- For the search by the start of a name; usernames have an index of their own.
    CREATE INDEX user_by_name ON user (folded_name);

    -- Friendships: two rows each, so that a person's friends lie side by side.
    CREATE TABLE friend (
      user BLOB NOT NULL REFERENCES user (id),
      other BLOB NOT NULL REFERENCES user (id),
      created_at INTEGER NOT NULL,
      PRIMARY KEY (user, other)
    ) WITHOUT ROWID;

    -- Who has asked whom to be friends and waits for an answer.
    CREATE TABLE friend_request (
      asked BLOB NOT NULL REFERENCES user (id),
      asker BLOB NOT NULL REFERENCES user (id),
      created_at INTEGER NOT NULL,
      PRIMARY KEY (asked, asker)
    ) WITHOUT ROWID;
    CREATE INDEX friend_request_by_asker ON friend_request (asker);

    -- How many a person asked on one day, taken back ones too.
    CREATE TABLE friend_ask (
      user BLOB PRIMARY KEY REFERENCES user (id),
      day INTEGER NOT NULL,                 -- since 1970, UTC
      count INTEGER NOT NULL
    ) WITHOUT ROWID;

    -- Who wants nothing to do with whom.
    CREATE TABLE block (
      blocker BLOB NOT NULL REFERENCES user (id),
      blocked BLOB NOT NULL REFERENCES user (id),
      created_at INTEGER NOT NULL,
      PRIMARY KEY (blocker, blocked)
    ) WITHOUT ROWID;
    CREATE INDEX block_by_blocked ON block (blocked);

    ALTER TABLE post ADD COLUMN edited_at INTEGER;
    ALTER TABLE post ADD COLUMN comment_count INTEGER NOT NULL DEFAULT 0;  -- those not deleted
    -- What friends see of each other, each author's in the order made.
    CREATE INDEX post_friends ON post (author) WHERE audience = 'friends' AND is_deleted = 0;
    -- A profile's public posts.
    CREATE INDEX post_public_by_author ON post (author)
      WHERE audience = 'public' AND is_deleted = 0;

    -- Comments: a post's side by side, in its topic's order.
    CREATE TABLE comment (
      post BLOB NOT NULL REFERENCES post (id),
      seq INTEGER NOT NULL,                 -- of its event, within the post's topic
      id BLOB NOT NULL UNIQUE,
      author BLOB NOT NULL REFERENCES user (id),
      key TEXT NOT NULL,                    -- the author's own name for it
      text TEXT NOT NULL,                   -- empty once deleted
      created_at INTEGER NOT NULL,
      is_deleted INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (post, seq),
      UNIQUE (author, key, post)
    ) WITHOUT ROWID;

    -- What a person is told on their bell: their own side by side, by the number of
    -- the event that told it.
    CREATE TABLE notification (
      user BLOB NOT NULL REFERENCES user (id),   -- who is told
      seq INTEGER NOT NULL,                 -- of its event, within their own topic
      kind TEXT NOT NULL,                   -- like, comment, mention, friend_request, …
      actor BLOB NOT NULL REFERENCES user (id),  -- who did it
      post BLOB REFERENCES post (id),
      created_at INTEGER NOT NULL,
      is_read INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (user, seq)
    ) WITHOUT ROWID;
    -- How many wait.
    CREATE INDEX notification_unread ON notification (user) WHERE is_read = 0;
    -- A like that is taken back and given again is told once.
    CREATE UNIQUE INDEX notification_of_like ON notification (user, actor, post)
      WHERE kind = 'like';
    -- A text that is mended again and again rings once for whom it names.
    CREATE UNIQUE INDEX notification_of_mention ON notification (user, actor, post)
      WHERE kind = 'mention';
    -- Those of one person on another's bell.
    CREATE INDEX notification_by_actor ON notification (user, actor);
    -- Those that go with a post.
    CREATE INDEX notification_of_post ON notification (post) WHERE post IS NOT NULL;
    """

  /// Gives each account its folded name: SQLite folds no more than ASCII.
  static func foldNames(_ db: Database) throws {
    let names = try db.all("SELECT username, display_name FROM user") { ($0.text(0), $0.text(1)) }
    for (username, name) in names {
      try db.run("UPDATE user SET folded_name = ? WHERE username = ?", name.lowercased(), username)
    }
  }
}
