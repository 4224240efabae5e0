extension Schema {
  /// Before, nobody could show pictures, films and sounds.
  ///
  /// The triggers keep the counts: what nothing shows any more goes, and a file that
  /// nobody has any more is there to be removed.
  static let media = """
    -- Files, each once however many have it; its name on the disk is its hash.
    CREATE TABLE media_file (
      hash BLOB PRIMARY KEY,                -- SHA-256 of what was sent
      facts TEXT NOT NULL,                  -- JSON: type, size, forms, ...
      bytes INTEGER NOT NULL,               -- of all its forms
      uses INTEGER NOT NULL DEFAULT 0       -- rows of media that name it
    ) WITHOUT ROWID;
    CREATE INDEX unused_file ON media_file (uses, hash) WHERE uses = 0;

    -- A file as one person took it in.
    CREATE TABLE media (
      id BLOB PRIMARY KEY,
      owner BLOB NOT NULL REFERENCES user (id),
      file BLOB NOT NULL REFERENCES media_file (hash),
      bytes INTEGER NOT NULL,
      alt TEXT NOT NULL DEFAULT '',         -- what it shows, in words
      shown INTEGER NOT NULL DEFAULT 0,     -- rows of attachment that name it
      created_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX media_of ON media (owner, bytes);
    CREATE INDEX media_of_file ON media (file);
    CREATE INDEX never_shown_media ON media (created_at) WHERE shown = 0;

    -- What shows it: a post, or a message.
    CREATE TABLE attachment (
      media BLOB NOT NULL REFERENCES media (id),
      post BLOB REFERENCES post (id),
      conversation BLOB,
      seq INTEGER
    );
    CREATE INDEX attachment_of_media ON attachment (media);
    CREATE INDEX attachment_of_post ON attachment (post) WHERE post IS NOT NULL;
    CREATE INDEX attachment_of_message ON attachment (conversation, seq)
      WHERE conversation IS NOT NULL;

    CREATE TRIGGER media_used AFTER INSERT ON media BEGIN
      UPDATE media_file SET uses = uses + 1 WHERE hash = new.file;
    END;
    CREATE TRIGGER media_unused AFTER DELETE ON media BEGIN
      UPDATE media_file SET uses = uses - 1 WHERE hash = old.file;
    END;
    CREATE TRIGGER media_shown AFTER INSERT ON attachment BEGIN
      UPDATE media SET shown = shown + 1 WHERE id = new.media;
    END;
    CREATE TRIGGER media_hidden AFTER DELETE ON attachment BEGIN
      UPDATE media SET shown = shown - 1 WHERE id = old.media;
      DELETE FROM media WHERE id = old.media AND shown = 0;
    END;

    -- What comes with it, as it is told: JSON, in order; NULL for nothing.
    ALTER TABLE post ADD COLUMN media TEXT;
    ALTER TABLE message ADD COLUMN media TEXT;
    """
}
