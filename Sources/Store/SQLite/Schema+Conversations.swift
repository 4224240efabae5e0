import GRDB

extension Schema {
  /// Before, there were rooms only, and what was said in them stayed as it was.
  static let manyConversations = """
    ALTER TABLE topic ADD COLUMN
      -- Of a conversation. 0: of many. 1: of two. 2: of two, one of whom blocks the
      -- other. Here, where each message takes its number.
      direct INTEGER NOT NULL DEFAULT 0;

    -- Of a conversation of two: both, the lower id first; and who opened it, to whom
    -- the other may always answer.
    ALTER TABLE conversation ADD COLUMN pair BLOB;
    ALTER TABLE conversation ADD COLUMN opener BLOB;
    CREATE UNIQUE INDEX conversation_of_pair ON conversation (pair) WHERE pair IS NOT NULL;
    -- For who takes the place of an owner who leaves.
    CREATE INDEX member_with_role ON member (conversation, role) WHERE role <> 'member';

    ALTER TABLE message ADD COLUMN reply_to INTEGER;      -- the seq of the one it answers
    ALTER TABLE message ADD COLUMN edited_at INTEGER;
    ALTER TABLE message ADD COLUMN is_deleted INTEGER NOT NULL DEFAULT 0;  -- 1: text is empty
    -- The rows of reaction, counted: 👍=3 ❤️=1, in the order first given.
    ALTER TABLE message ADD COLUMN reactions TEXT;
    -- Of a changed one: a digest of the text it was sent with, by which a repeat is known.
    ALTER TABLE message ADD COLUMN sent_digest INTEGER;

    -- Who gave which message what.
    CREATE TABLE reaction (
      conversation BLOB NOT NULL,
      seq INTEGER NOT NULL,                 -- the message's
      user BLOB NOT NULL REFERENCES user (id),
      emoji TEXT NOT NULL,
      PRIMARY KEY (conversation, seq, user, emoji)
    ) WITHOUT ROWID;

    ALTER TABLE event ADD COLUMN message INTEGER;         -- of a changed message: its seq

    ALTER TABLE notification ADD COLUMN conversation BLOB;
    ALTER TABLE notification ADD COLUMN message INTEGER;  -- its seq
    -- One entry for each conversation of two; one for each message that names somebody.
    CREATE UNIQUE INDEX notification_of_direct ON notification (user, conversation)
      WHERE kind = 'message';
    CREATE UNIQUE INDEX notification_of_message ON notification (user, conversation, message)
      WHERE kind = 'mention' AND conversation IS NOT NULL;
    -- Those that a read clears.
    CREATE INDEX notification_of_conversation ON notification (user, conversation)
      WHERE conversation IS NOT NULL;

    ALTER TABLE user ADD COLUMN tells_reads INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE user ADD COLUMN silenced TEXT NOT NULL DEFAULT '';  -- kinds, with spaces between
    """
}
