extension Schema {
  /// Before, nobody could leave.
  static let leaving = """
    ALTER TABLE user ADD COLUMN
      -- Of who has left. 0: a login may bring them back. 1: nothing does, their
      -- rows go piece by piece. 2: all are gone.
      erased INTEGER NOT NULL DEFAULT 0;
    -- Whose rows are to go: empty most of the time.
    CREATE INDEX user_leaving ON user (deleted_at) WHERE deleted_at IS NOT NULL AND erased < 2;

    -- Who may write nothing: small, since every message looks here for its author.
    DROP INDEX user_disabled;
    CREATE INDEX user_silent ON user (id) WHERE is_disabled = 1 OR deleted_at IS NOT NULL;
    -- For the last admin, who may not leave.
    CREATE INDEX user_admin ON user (role) WHERE role = 'admin';

    -- Names of those who were erased, which nobody else is given: whoever knew them
    -- would take the new one for the old.
    CREATE TABLE retired_username (username TEXT PRIMARY KEY) WITHOUT ROWID;

    -- A person's comments in the order they wrote them, which they take along.
    CREATE INDEX comment_by_author ON comment (author, id) WHERE is_deleted = 0;
    -- A person's likes, which go with them.
    CREATE INDEX post_like_by_user ON post_like (user);
    """
}
