extension Schema {
  /// Before, nobody could search what was written.
  ///
  /// The indexes begin empty: what there is comes in behind the writer.
  ///
  /// - Source: sqlite.org/fts5.html, sections 4.3 to 4.6 (options) and 6.
  static let search = """
    -- How far each index goes: rows above are searched once a pass has taken them in.
    CREATE TABLE search_mark (
      what TEXT PRIMARY KEY,                -- message, post, person
      row INTEGER NOT NULL                  -- the last one taken in
    ) WITHOUT ROWID;
    INSERT INTO search_mark VALUES ('message', 0), ('post', 0), ('person', 0);

    -- People by a number, in the order they came: an index wants one.
    CREATE TABLE person (
      number INTEGER PRIMARY KEY,
      user BLOB NOT NULL UNIQUE REFERENCES user (id)
    );
    INSERT INTO person (user) SELECT id FROM user ORDER BY created_at, id;
    -- What of them is searched.
    CREATE VIEW person_words AS
      SELECT number, username, display_name, bio FROM person JOIN user ON user.id = person.user;

    -- The words of messages and posts, which rows they are in and nothing more: the texts
    -- stay where they are. A row's old words are taken out with its old text.
    CREATE VIRTUAL TABLE message_text USING fts5 (
      text, content = 'message', content_rowid = 'position', \(options), detail = none);
    CREATE VIRTUAL TABLE post_text USING fts5 (
      text, content = 'post', content_rowid = 'number', \(options), detail = none);
    -- The words of people, and in which of the columns they are.
    CREATE VIRTUAL TABLE person_text USING fts5 (
      username, display_name, bio, content = 'person_words', content_rowid = 'number',
      \(options), detail = column);

    -- Each pass merges some of what was written before, see Limits.searchMergedPages.
    INSERT INTO message_text (message_text, rank) VALUES ('automerge', 0);
    INSERT INTO post_text (post_text, rank) VALUES ('automerge', 0);
    INSERT INTO person_text (person_text, rank) VALUES ('automerge', 0);
    """

  /// How words are told apart, and what is kept of them.
  ///
  /// Beginnings up to three letters have entries of their own: without, the rows of
  /// all words that begin so would be merged before the first is found. Nothing is
  /// sorted by how often a word is in a text, so no sizes are kept.
  private static let options = """
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', columnsize = 0
    """
}
