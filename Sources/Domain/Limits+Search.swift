/// Numbers of the search.
extension Limits {
  /// Characters of what one searches for: as for rooms, but nothing finds nothing.
  public static let searchCharacters = 1...100
  /// Rows that match which one request looks at, at most: whoever may read few of
  /// them is given where to go on after 20 to 30 ms of one of four readers.
  public static let searchedRows = 5_000
  /// Characters of an excerpt: two lines on a phone.
  public static let excerptCharacters = 120
  /// Characters of it before the first match: half a line, to see what it is about.
  public static let excerptLead = 30

  // MARK: - Filling the index behind the writer

  /// Rows of a pass (design §3): some 15 ms, for which whoever writes then waits.
  public static let searchPassRows = 500
  /// Bytes of text of a pass, from each table: as much as 500 messages of two lines have,
  /// so that one of 500 of the longest takes no longer.
  public static let searchPassBytes = 64 * 1024
  /// Pages that a pass merges of what earlier ones wrote.
  ///
  /// A pass of 500 rows needs 40; left to SQLite, every fifth took ten times as long.
  public static let searchMergedPages = 48
  /// Between two looks whether something was written: with a pass it is found
  /// within half a second, where nobody else writes.
  public static let searchBeat = Duration.milliseconds(250)
  /// Between two passes when there is more: the writer is free for as long again.
  public static let searchRest = Duration.milliseconds(20)
  /// Changes a second up to which a pass holds nobody up: such a server has the writer
  /// to itself nine tenths of the time.
  public static let searchQuietRate = 100
  /// A pass comes after this at the latest, however much is written: one in five
  /// seconds is felt by one message in five hundred.
  public static let searchPatience = Duration.seconds(5)
  /// Until a pass that failed is tried again: a full disk stays so for a while.
  public static let searchRetry = Duration.seconds(30)
}
