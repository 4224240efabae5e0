extension Schema {
  /// Before, nobody could tell the admins of anything.
  static let reports = """
    -- What somebody told the admins of.
    CREATE TABLE report (
      id BLOB PRIMARY KEY,
      reporter BLOB NOT NULL REFERENCES user (id),
      author BLOB NOT NULL REFERENCES user (id),  -- who wrote it, or who is reported
      post BLOB,
      conversation BLOB,                    -- of a message
      seq INTEGER,
      reason TEXT NOT NULL,
      evidence TEXT NOT NULL,               -- JSON: what was reported, as it was then
      created_at INTEGER NOT NULL,
      state TEXT NOT NULL DEFAULT 'open',   -- open, dismissed, removed, acted
      settled_by BLOB REFERENCES user (id),
      settled_at INTEGER
    ) WITHOUT ROWID;
    -- Those that wait, and those that were decided, by age.
    CREATE INDEX report_by_state ON report (state, id);
    CREATE INDEX report_settled ON report (settled_at) WHERE settled_at IS NOT NULL;
    -- For who reports the same again, and how many of theirs wait.
    CREATE INDEX report_open_by_reporter ON report (reporter) WHERE state = 'open';
    -- For those about the same, and for who leaves for good.
    CREATE INDEX report_by_author ON report (author);
    CREATE INDEX report_by_reporter ON report (reporter);

    -- Files that a report shows, which stay as long as it does: each counts as a use.
    CREATE TABLE report_media (
      report BLOB NOT NULL REFERENCES report (id),
      media BLOB NOT NULL,                  -- its id, which may be of nothing else any more
      file BLOB NOT NULL REFERENCES media_file (hash),
      PRIMARY KEY (report, media)
    ) WITHOUT ROWID;
    CREATE INDEX report_media_by_media ON report_media (media);
    CREATE INDEX report_media_of_file ON report_media (file);
    CREATE TRIGGER report_media_used AFTER INSERT ON report_media BEGIN
      UPDATE media_file SET uses = uses + 1 WHERE hash = new.file;
    END;
    CREATE TRIGGER report_media_unused AFTER DELETE ON report_media BEGIN
      UPDATE media_file SET uses = uses - 1 WHERE hash = old.file;
    END;
    """
  /// Before, the picture of who was reported went when they chose another.
  static let reportedPictures = """
    -- Profile pictures that reports show, which stay as long as these do. One whose report
    -- is gone waits here until a sweep has taken its files away.
    CREATE TABLE report_picture (
      report BLOB PRIMARY KEY,
      user BLOB NOT NULL REFERENCES user (id),
      picture BLOB NOT NULL,
      is_left INTEGER NOT NULL DEFAULT 0    -- 1: its report is gone
    ) WITHOUT ROWID;
    CREATE INDEX report_picture_of_user ON report_picture (user, picture);
    CREATE INDEX report_picture_left ON report_picture (is_left, report);
    """
}
