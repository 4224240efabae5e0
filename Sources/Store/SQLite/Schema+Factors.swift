extension Schema {
  static let factors = """
    -- Second factors: what a login wants besides the password.
    CREATE TABLE factor (
      user BLOB PRIMARY KEY REFERENCES user (id),
      secret BLOB NOT NULL,                 -- sealed with hubbub.key, for this user alone
      confirmed_at INTEGER,                 -- NULL: set up, and not in force
      last_step INTEGER NOT NULL            -- of 30 s since 1970; codes up to it are used up
    ) WITHOUT ROWID;

    -- Codes for who has lost their authenticator. A row that is gone is a code that was used.
    CREATE TABLE recovery_code (
      user BLOB NOT NULL REFERENCES user (id),
      hash BLOB NOT NULL,                   -- SHA-256; the code itself is nowhere
      PRIMARY KEY (user, hash)
    ) WITHOUT ROWID;
    """
}
