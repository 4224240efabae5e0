extension Schema {
  /// Before, nobody came in by somebody else's word.
  static let invites = """
    -- Invitations: whoever has the code may sign up, and is the inviter's friend.
    CREATE TABLE invite (
      id BLOB PRIMARY KEY,
      code_hash BLOB NOT NULL UNIQUE,       -- SHA-256; the code itself is nowhere
      inviter BLOB NOT NULL REFERENCES user (id),
      uses INTEGER NOT NULL,                -- how many may come in by it
      used INTEGER NOT NULL DEFAULT 0,      -- how many have
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL           -- from this moment on it lets nobody in
    ) WITHOUT ROWID;
    -- A person's own, in the order made.
    CREATE INDEX invite_by_inviter ON invite (inviter, id);

    -- Who came in by which.
    CREATE TABLE invite_use (
      invite BLOB NOT NULL REFERENCES invite (id),
      place INTEGER NOT NULL,               -- the first is 1
      user BLOB NOT NULL REFERENCES user (id),
      PRIMARY KEY (invite, place)
    ) WITHOUT ROWID;
    """
}
